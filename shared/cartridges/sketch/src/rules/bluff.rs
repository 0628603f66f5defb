//! The points for a title, and what a revealed title changes.

use wpp_cartridge_kit::{
    bluff::{BluffRecord, Bluffs, Kind, Outcome, PickPoints},
    highlight::Highlight,
    prelude::*,
    reactions::CountsReactions as _,
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
            outcome.add_author_of_truth(artist, i64::from(self.config.artist_points) * i64::from(multiplier));
        }
        Some(outcome)
    }
}

impl State {
    /// Keeps the shown drawing as the best one if more players found its title than that of any drawing before. Among equal ones, the
    /// drawing with the most reactions of others remains, then the one for whose false titles most players voted, then the first one.
    pub(super) fn keep_best(&mut self) {
        let (Some(shown), Some(ballot)) = (self.shown().cloned(), self.ballot()) else { return };
        let ((found, fooled), reactions) = (ballot.picks(), self.reactions_of_others(&shown.artist));
        let Drawing { artist, prompt: title, strokes: drawing, .. } = shown;
        let best = BestDrawing { artist, title, drawing, found, reactions, fooled };
        let liked = |best: &BestDrawing| (best.found, best.reactions, best.fooled);
        if !best.drawing.is_empty() && self.best.as_ref().is_none_or(|kept| liked(kept) < liked(&best)) {
            self.best = Some(best);
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
