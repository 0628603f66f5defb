//! The prompts of a game: one for each player in every round, and the final one.

use wpp_cartridge_kit::prompts::PromptCount;

use crate::config::Config;

impl PromptCount for Config {
    fn prompt_count(&self, players: usize) -> usize {
        self.rounds as usize * players + 1
    }
}

impl Config {
    /// Returns the number of rounds, including the final one.
    pub(crate) fn all_rounds(&self) -> u32 {
        self.rounds + 1
    }
}
