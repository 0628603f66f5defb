//! Fib's settings.

use wpp_cartridge_kit::{
    questions,
    settings::{EXTRA_TIME, POINTS, ROUNDS, SEATS, TIME_MS, Timers},
};
use wpp_game::{
    manifest::{choice, count, list, ms, points, switch},
    text::Profanity,
};

wpp_game::settings! {
    /// Fib's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Number of rounds.
        rounds: u32 = 3, count(ROUNDS).basic();
        /// Questions in each round.
        questions_per_round: u32 = 3, count(ROUNDS).basic();
        /// Clock for writing and guessing.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Use only questions that are suitable for children.
        family_friendly: bool = false, switch().basic();
        /// Words that are rejected in lies, nicknames and chat messages.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Let people join during a game; they play from the next question.
        late_join: bool = false, switch().basic().suggest(true);
        /// Fewest players with whom a game starts.
        min_players: u32 = 2, count(SEATS);
        /// Most players who can join; at least the fewest players.
        max_players: u32 = 12, count(SEATS);
        /// End writing and guessing as soon as everybody present has answered.
        all_in_advances: bool = true, switch();
        /// Most extra time that a player may take to answer, in percent.
        extra_time_percent: u32 = 100, count(EXTRA_TIME);
        /// Time to read a question.
        question_ms: u32 = 5_000, ms(TIME_MS);
        /// Time to write a lie, before `timers` extends it.
        lie_ms: u32 = 60_000, ms(TIME_MS);
        /// Time to guess, before `timers` extends it.
        guess_ms: u32 = 30_000, ms(TIME_MS);
        /// Time for each revealed option.
        reveal_step_ms: u32 = 4_000, ms(TIME_MS);
        /// Time to show the points of a question.
        scores_ms: u32 = 4_000, ms(TIME_MS);
        /// Time to show the ranking after a question.
        scoreboard_ms: u32 = 8_000, ms(TIME_MS);
        /// Points for finding the truth, before the round's multiplier.
        truth_points: u32 = 1_000, points(POINTS);
        /// Points for each fooled player, before the round's multiplier.
        fool_points: u32 = 500, points(POINTS);
        /// Multiplier of each round's points; the last one applies to all later rounds.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_cartridge_kit::common_settings!(Config, SEATS);

impl Config {
    /// Returns the number of questions of a game.
    pub(crate) fn question_count(&self) -> usize {
        questions::question_count(self.rounds, self.questions_per_round)
    }
}
