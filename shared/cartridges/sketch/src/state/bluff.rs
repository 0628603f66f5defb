//! Titles, guesses and what a revealed title changes.

use wpp_cartridge_kit::{
    bluff::{Awarded, Ballot, BluffRecord, Bluffs, Guessing, Kind, Outcome, PickPoints, Reason, Revealing, Writing},
    highlight::Highlight,
    prelude::*,
};

use super::{Record, Stage, State};
use crate::contract::BestDrawing;

impl Bluffs for State {
    fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Guess(Guessing { ballot, .. }) | Stage::Reveal(Revealing { ballot, .. }) => Some(ballot),
            _ => None,
        }
    }

    fn writing_mut(&mut self) -> Option<&mut Writing> {
        if let Stage::Title(writing) = &mut self.stage { Some(writing) } else { None }
    }

    fn guessing_mut(&mut self) -> Option<&mut Guessing> {
        if let Stage::Guess(guessing) = &mut self.stage { Some(guessing) } else { None }
    }

    fn revealing_mut(&mut self) -> Option<&mut Revealing> {
        if let Stage::Reveal(revealing) = &mut self.stage { Some(revealing) } else { None }
    }

    /// The artist is the author of the true title.
    fn outcome(&self, at: usize) -> Option<Outcome> {
        let (ballot, drawing) = (self.ballot()?, self.shown()?);
        let multiplier = self.config.multiplier(self.round);
        let points = PickPoints::new(self.config.truth_points, self.config.fool_points, multiplier);
        let mut outcome = ballot.outcome(at, points);
        if ballot.choices.get(at)?.kind == Kind::Truth && self.players.contains_key(&drawing.artist) {
            outcome.authors.push(drawing.artist.clone());
            let found = i64::try_from(outcome.pickers.len()).unwrap_or(i64::MAX);
            let each = i64::from(self.config.artist_points) * i64::from(multiplier);
            if found > 0 {
                let (player_id, points) = (drawing.artist.clone(), each.saturating_mul(found));
                outcome.awarded.push(Awarded { player_id, points, reason: Reason::Truth });
            }
        }
        Some(outcome)
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

impl BluffRecord for Record {
    fn near_truth_mut(&mut self) -> &mut u32 {
        &mut self.near_truth
    }

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
