//! The players who must draw, write or guess, and those who have.

use std::collections::BTreeSet;

use wpp_cartridge_kit::prelude::*;

use crate::state::{Drawing, Stage, State};

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds::at(self.round, self.current)
    }

    fn plays(&self, player: &PlayerId) -> bool {
        match (&self.stage, self.shown()) {
            (Stage::Draw(_), _) => self.drawings.iter().any(|drawing| drawing.artist == *player),
            (Stage::Title(_) | Stage::Guess(_), Some(drawing)) => {
                self.players.contains_key(player) && drawing.artist != *player
            }
            _ => false,
        }
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        let Stage::Draw(_) = self.stage else { return self.stored_answers() };
        self.drawings.iter().filter(|drawing| !drawing.strokes.is_empty()).map(|drawing| &drawing.artist).collect()
    }

    fn waits_for_moderator(&self) -> bool {
        let waits = |drawing: &Drawing| matches!(self.stage, Stage::Draw(_)) && drawing.review.is_waiting();
        self.drawings.iter().any(waits) || self.answer_phase().is_some_and(|phase| phase.waits_for_moderator())
    }
}

impl State {
    /// Returns the shown drawing; `None` while everybody draws, and between rounds.
    pub(crate) fn shown(&self) -> Option<&Drawing> {
        let is_shown = matches!(self.stage, Stage::Title(_) | Stage::Guess(_) | Stage::Reveal(_));
        self.drawings.get(self.current).filter(|_| is_shown)
    }

    /// Returns the number of drawings that everybody has seen or sees.
    pub(crate) fn shown_drawings(&self) -> usize {
        if let Stage::Draw(_) = self.stage { 0 } else { self.drawings.len().min(self.current + 1) }
    }
}
