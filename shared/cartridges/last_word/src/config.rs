//! The settings of Last Word.

use std::ops::RangeInclusive;

use wpp_cartridge_kit::{
    prelude::*,
    settings::{EXTRA_TIME, Language, POINTS, TIME_MS, Timers},
};
use wpp_game::{
    manifest::{choice, count, list, ms, points, switch, texts},
    text::Profanity,
};

/// Bounds of the number of players. Two of them could not vote on each other's answers.
const SEATS: RangeInclusive<i32> = 3..=12;

wpp_game::settings! {
    /// Last Word's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Rounds before the final round.
        rounds: u32 = 2, count(1..=2).basic();
        /// Language of the built-in prompts, unless the room chooses packs or a language, and of the bots.
        language: Language = Language::English, choice::<Language>().basic();
        /// Use only prompts that are suitable for children.
        family_friendly: bool = false, switch().basic();
        /// Prompts of the host, one a line. They are used before those of the packs.
        own_prompts: Vec<String> = Vec::new(), texts(0..=20, 5..=120);
        /// Clock for writing and voting.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Words that are rejected in answers, nicknames and chat messages.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Let people join during a game; they vote at once and write from the next round.
        late_join: bool = false, switch().basic().suggest(true);
        /// Fewest players with whom a game starts.
        min_players: u32 = 3, count(SEATS);
        /// Most players who can join; at least the fewest players.
        max_players: u32 = 8, count(SEATS);
        /// End writing and voting as soon as everybody present is done.
        all_in_advances: bool = true, switch();
        /// Most extra time that a player may take to answer, in percent.
        extra_time_percent: u32 = 100, count(EXTRA_TIME);
        /// Time to write the answers of a round, before `timers` extends it.
        write_ms: u32 = 90_000, ms(TIME_MS);
        /// Time to vote on a prompt, before `timers` extends it.
        vote_ms: u32 = 20_000, ms(TIME_MS);
        /// Time to show who wrote the answers.
        result_ms: u32 = 8_000, ms(TIME_MS);
        /// Time to show the ranking after a round.
        scoreboard_ms: u32 = 8_000, ms(TIME_MS);
        /// Points that the answers to a prompt share, before the round's multiplier.
        prompt_points: u32 = 1_000, points(POINTS);
        /// Extra points for an answer with every vote of at least two players. In a room of three: for both answers of a round.
        sweep_points: u32 = 250, points(POINTS);
        /// Multiplier of each round's points; the last one applies to all later rounds.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_cartridge_kit::common_settings!(Config, SEATS);
wpp_cartridge_kit::prompt_settings!(Config, QuestionKind::Prompt);
