//! The points for an option, and what a revealed option changes.

use wpp_cartridge_kit::{
    bluff::{Ballot, BluffRecord, Bluffs, Guessing, Kind, Outcome, PickPoints, Revealed, Revealing},
    highlight::Highlight,
    prelude::*,
};

use crate::state::{Record, Stage, State};

impl Bluffs for State {
    /// Returns the options and guesses, from `guess` until the next question.
    fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Guess(Guessing { ballot, .. })
            | Stage::Reveal(Revealing { ballot, .. })
            | Stage::Scores { ballot, .. }
            | Stage::Scoreboard { ballot, .. } => Some(ballot),
            Stage::Question | Stage::Lie(_) | Stage::GameOver(_) => None,
        }
    }

    fn take_ballot(&mut self) -> Ballot {
        match &mut self.stage {
            Stage::Guess(Guessing { ballot, .. })
            | Stage::Reveal(Revealing { ballot, .. })
            | Stage::Scores { ballot, .. } => std::mem::take(ballot),
            _ => Ballot::default(),
        }
    }

    fn outcome(&self, at: usize) -> Option<Outcome> {
        let multiplier = self.config.multiplier(self.round);
        let points = PickPoints::new(self.config.truth_points, self.config.fool_points, multiplier);
        Some(self.ballot()?.outcome(at, points))
    }

    /// The truth has an explanation and a source.
    fn revealed(&self, at: usize) -> Option<Revealed> {
        let mut revealed = self.ballot()?.revealed(at, self.option_ids().id(at))?;
        if revealed.kind == Kind::Truth {
            revealed.explanation.clone_from(&self.current.explanation);
            revealed.source.clone_from(&self.current.source);
        }
        Some(revealed)
    }
}

impl BluffRecord for Record {
    fn picked(&mut self, kind: Kind, option: &Highlight) {
        if kind == Kind::Truth {
            self.truths += 1;
            Highlight::keep_rarest(&mut self.highlights.truth, option.clone());
        } else {
            self.fell += 1;
            Highlight::keep_rarest(&mut self.highlights.believed, option.clone());
        }
    }

    fn wrote(&mut self, _kind: Kind, option: &Highlight) {
        self.fooled += option.count;
        Highlight::keep_largest(&mut self.highlights.lie, option.clone());
    }
}
