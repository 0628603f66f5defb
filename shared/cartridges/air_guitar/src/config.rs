//! What a preset may set, and within which bounds.

use std::ops::RangeInclusive;

use wpp_game::manifest::{count, ms};

const TIME: RangeInclusive<i32> = 200..=600_000;

wpp_game::settings! {
    /// The air guitar's configuration. Every field is optional in what a preset says; unknown fields
    /// are ignored.
    pub struct Config {
        /// How long a practice lasts.
        practice_ms: u32 = 180_000, ms(200..=3_600_000).basic();
        /// Practices of an evening; one without a chord does not count.
        practices: u32 = 5, count(1..=50).basic();
        /// How much of their time in a practice a guitarist has to play to reach their goal, in percent.
        goal_percent: u32 = 60, count(1..=100).basic();
        /// Most guitarists to let in.
        max_players: u32 = 8, count(1..=50);
        /// How long the summary of a practice stands, unless somebody starts the next one.
        summary_ms: u32 = 30_000, ms(TIME);
    }
}
