//! The points for a title, and what a revealed title changes.

use wpp_cartridge_kit::{
    bluff::{Awarded, BluffRecord, Bluffs, Kind, Outcome, PickPoints, Reason},
    highlight::Highlight,
    prelude::*,
};

use crate::{
    contract::BestDrawing,
    state::{Drawing, Record, State},
};

impl Bluffs for State {
    /// The artist is the author of the true title.
    fn outcome(&self, at: usize) -> Option<Outcome> {
        let (ballot, artist) = (self.ballot()?, &self.shown()?.artist);
        let multiplier = self.config.multiplier(self.round);
        let points = PickPoints::new(self.config.truth_points, self.config.fool_points, multiplier);
        let mut outcome = ballot.outcome(at, points);
        if ballot.choices.get(at)?.kind == Kind::Truth && self.players.contains_key(artist) {
            outcome.authors.push(artist.clone());
            let points = i64::from(self.config.artist_points) * i64::from(multiplier) * i64::from(outcome.picks());
            if outcome.picks() > 0 {
                outcome.awarded.push(Awarded { player_id: artist.clone(), points, reason: Reason::Truth });
            }
        }
        Some(outcome)
    }

    /// Keeps the shown drawing if more players found its title than that of any drawing before.
    fn record_outcome(&mut self, kind: Kind, outcome: &Outcome) {
        let found = outcome.picks();
        if kind == Kind::Truth && found > self.best.as_ref().map_or(0, |best| best.found) {
            let best =
                |Drawing { artist, prompt: title, strokes: drawing }| BestDrawing { artist, title, drawing, found };
            self.best = self.shown().cloned().map(best);
        }
    }
}

impl BluffRecord for Record {
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
