//! The prompts of a game, and false titles.

use wpp_cartridge_kit::{
    bluff::{FEWEST_OPTIONS, MAX_FILLED_OPTIONS},
    prompts::PromptCount,
};

use crate::config::Config;

impl PromptCount for Config {
    /// Everybody draws one prompt in each round.
    fn prompt_count(&self, players: usize) -> usize {
        self.rounds as usize * players
    }

    /// Returns the number of false titles for the drawings of a round in which none of the `players` writes one.
    fn spare_prompts(&self, players: usize) -> usize {
        players * players.clamp(FEWEST_OPTIONS - 1, MAX_FILLED_OPTIONS - 1)
    }
}
