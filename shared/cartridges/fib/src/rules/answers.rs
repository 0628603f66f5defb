//! The players who must write and guess.

use wpp_cartridge_kit::prelude::*;

use crate::state::State;

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question }
    }

    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }
}

impl State {
    /// Returns the suggestions that the player received for the current question.
    pub(crate) fn suggestions_for(&self, player: &PlayerId) -> Option<Vec<String>> {
        self.suggestions.of(player, &self.current.decoys)
    }
}
