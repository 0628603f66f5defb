//! Air guitar's settings.

use wpp_cartridge_kit::settings::TIME_MS;
use wpp_game::manifest::{count, ms};

wpp_game::settings! {
    /// Air guitar's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Length of a practice.
        practice_ms: u32 = 180_000, ms(200..=3_600_000).basic();
        /// Number of practices; a practice without chords does not count.
        practices: u32 = 5, count(1..=50).basic();
        /// Goal: percentage of the practice during which a guitarist must play.
        goal_percent: u32 = 60, count(1..=100).basic();
        /// Most guitarists who can join.
        max_players: u32 = 8, count(1..=50);
        /// Time to show the summary of a practice, unless somebody starts the next one.
        summary_ms: u32 = 30_000, ms(TIME_MS);
    }
}
