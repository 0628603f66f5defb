//! What a revealed title changes.

use wpp_cartridge_kit::{
    bluff::{Awarded, Ballot, Kind, Outcome, Reason, RevealRecord, Revealed, Reveals},
    highlight::Highlight,
    settings::CommonSettings as _,
};
use wpp_game::ids::PlayerId;

use super::{Record, Stage, State};
use crate::contract::phase_data::BestDrawing;

impl Reveals for State {
    fn reveal_mut(&mut self) -> Option<(&mut Ballot, &mut Vec<Vec<usize>>)> {
        if let Stage::Reveal { ballot, to_come } = &mut self.stage { Some((ballot, to_come)) } else { None }
    }

    fn record_mut(&mut self, player: &PlayerId) -> Option<&mut dyn RevealRecord> {
        let record = self.players.get_mut(player)?;
        Some(record)
    }

    /// The artist is the author of the true title.
    fn outcome(&self, at: usize) -> Option<Outcome> {
        let (ballot, drawing) = (self.ballot()?, self.shown()?);
        let mut outcome = ballot.outcome(at, self.config.pick_points(self.round));
        if ballot.choices.get(at)?.kind == Kind::Truth && self.players.contains_key(&drawing.artist) {
            outcome.authors.push(drawing.artist.clone());
            let found = i64::try_from(outcome.pickers.len()).unwrap_or(i64::MAX);
            let each = i64::from(self.config.artist_points) * i64::from(self.config.multiplier(self.round));
            if found > 0 {
                let (player_id, points) = (drawing.artist.clone(), each.saturating_mul(found));
                outcome.awarded.push(Awarded { player_id, points, reason: Reason::Truth });
            }
        }
        Some(outcome)
    }

    fn revealed(&self, at: usize) -> Option<Revealed> {
        self.ballot()?.revealed(at, self.option_ids().id(at))
    }

    /// Keeps the shown drawing if more players found its title than that of any drawing before.
    fn record_outcome(&mut self, kind: Kind, outcome: &Outcome) {
        let found = u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
        if kind != Kind::Truth || found <= self.best.as_ref().map_or(0, |best| best.found) {
            return;
        }
        let best = self.shown().map(|shown| BestDrawing {
            artist: shown.artist.clone(),
            title: shown.prompt.clone(),
            drawing: shown.strokes.clone(),
            found,
        });
        self.best = best;
    }
}

impl RevealRecord for Record {
    fn picked(&mut self, kind: Kind, _option: &Highlight) {
        self.truths += u32::from(kind == Kind::Truth);
    }

    fn wrote(&mut self, kind: Kind, option: &Highlight) {
        if kind == Kind::Truth {
            self.recognised += option.count;
        } else {
            self.fooled += option.count;
            Highlight::keep_largest(&mut self.title, option.clone());
        }
    }
}
