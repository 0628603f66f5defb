//! The settings of Sketch.

use std::ops::RangeInclusive;

use wpp_cartridge_kit::{
    prelude::*,
    settings::{EXTRA_TIME, Language, POINTS, TIME_MS, Timers},
};
use wpp_game::{
    manifest::{choice, count, list, ms, points, switch, texts},
    text::Profanity,
};

/// Bounds of the number of players. A drawing needs two people who write a title, and a round shows every drawing.
const SEATS: RangeInclusive<i32> = 3..=8;

wpp_game::settings! {
    /// Sketch's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Number of rounds. In each round everybody draws once.
        rounds: u32 = 2, count(1..=3).basic();
        /// Language of the built-in prompts, unless the room chooses packs or a language, and of the bots.
        language: Language = Language::English, choice::<Language>().basic();
        /// Use only prompts that are suitable for children.
        family_friendly: bool = false, switch().basic();
        /// Prompts of the host, one a line. They are used before those of the packs.
        own_prompts: Vec<String> = Vec::new(), texts(0..=20, 3..=60);
        /// Clock for drawing, writing and guessing.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Words that are rejected in titles, nicknames and chat messages.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Let people join during a game; they write titles at once and draw from the next round.
        late_join: bool = false, switch().basic().suggest(true);
        /// Fewest players with whom a game starts.
        min_players: u32 = 3, count(SEATS);
        /// Most players who can join; at least the fewest players.
        max_players: u32 = 8, count(SEATS);
        /// End drawing, writing and guessing as soon as everybody present is done.
        all_in_advances: bool = true, switch();
        /// Most extra time that a player may take to answer, in percent.
        extra_time_percent: u32 = 100, count(EXTRA_TIME);
        /// Time to draw, before `timers` extends it.
        draw_ms: u32 = 90_000, ms(TIME_MS);
        /// Time to write a title for a drawing, before `timers` extends it.
        title_ms: u32 = 45_000, ms(TIME_MS);
        /// Time to guess, before `timers` extends it.
        guess_ms: u32 = 25_000, ms(TIME_MS);
        /// Time for each revealed title.
        reveal_step_ms: u32 = 4_000, ms(TIME_MS);
        /// Time to show the ranking after a round.
        scoreboard_ms: u32 = 8_000, ms(TIME_MS);
        /// Points for finding the true title, before the round's multiplier.
        truth_points: u32 = 1_000, points(POINTS);
        /// Points for each player who picked one's title, before the round's multiplier.
        fool_points: u32 = 500, points(POINTS);
        /// The artist's points for each player who found the true title, before the round's multiplier.
        artist_points: u32 = 500, points(POINTS);
        /// Multiplier of each round's points; the last one applies to all later rounds.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_cartridge_kit::common_settings!(Config, SEATS);
wpp_cartridge_kit::prompt_settings!(Config, QuestionKind::Drawing);
