//! What a preset may set, and within which bounds.

use std::ops::RangeInclusive;

use wpp_game::{
    driver::{OutOfBounds, SeatLimits},
    manifest::{choice, count, list, ms, points, switch},
    text::Profanity,
};

const TIME: RangeInclusive<i32> = 200..=600_000;
const FEW: RangeInclusive<i32> = 1..=10;
const POINTS: RangeInclusive<i32> = 0..=100_000;
const SEATS: RangeInclusive<i32> = 2..=200;

wpp_game::settings! {
    /// Fib's configuration. Every field is optional in what a preset says; unknown fields are ignored.
    pub struct Config {
        /// Rounds of a game.
        rounds: u32 = 3, count(FEW).basic();
        /// Questions of a round.
        questions_per_round: u32 = 3, count(FEW).basic();
        /// Whether time presses while people write and guess.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Only questions fit for children.
        family_friendly: bool = false, switch().basic();
        /// Which words nobody may write or be called by.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Whether people may sit down while a game is on, to play from the next question.
        late_join: bool = false, switch().basic().suggest(true);
        /// Fewest players to start with.
        min_players: u32 = 2, count(SEATS);
        /// Most players to let in; not below the fewest to start with.
        max_players: u32 = 12, count(SEATS);
        /// Whether writing and guessing end as soon as everybody present has answered.
        all_in_advances: bool = true, switch();
        /// Time to read a question.
        question_ms: u32 = 5_000, ms(TIME);
        /// Time to write a lie, before `timers` stretches it.
        lie_ms: u32 = 60_000, ms(TIME);
        /// Time to guess, before `timers` stretches it.
        guess_ms: u32 = 30_000, ms(TIME);
        /// Time for each option revealed.
        reveal_step_ms: u32 = 4_000, ms(TIME);
        /// Time for the points of a question.
        scores_ms: u32 = 4_000, ms(TIME);
        /// Time for the standing after a question.
        scoreboard_ms: u32 = 8_000, ms(TIME);
        /// Points for finding the truth, before the round's multiplier.
        truth_points: u32 = 1_000, points(POINTS);
        /// Points for each player fooled, before the round's multiplier.
        fool_points: u32 = 500, points(POINTS);
        /// What each round's points are multiplied by, the last one holding for all rounds after it.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_game::choices! {
    /// Whether time presses while people write and guess. The other phases keep their time.
    pub enum Timers {
        /// As configured.
        On = "on",
        /// Twice as long.
        Extended = "extended",
        /// Not at all: the phase ends when everybody present has answered, whatever
        /// `all_in_advances` says.
        Off = "off",
    }
}

impl Config {
    /// The one rule between two fields.
    pub(super) fn check(&self) -> Result<(), OutOfBounds> {
        if self.max_players >= self.min_players {
            return Ok(());
        }
        let bounds = format!("a whole number from {} to {}", self.min_players, SEATS.end());
        Err(OutOfBounds { field: "max_players".to_owned(), bounds })
    }

    pub(super) fn seats(&self) -> SeatLimits {
        let seats = |n| usize::try_from(n).unwrap_or(usize::MAX);
        SeatLimits { min: seats(self.min_players), max: seats(self.max_players) }
    }

    /// Questions of a whole game.
    pub(super) fn question_count(&self) -> usize {
        usize::try_from(self.rounds.saturating_mul(self.questions_per_round)).unwrap_or(usize::MAX)
    }

    /// Milliseconds to write a lie in; `None` when time does not press.
    pub(super) fn lie_limit(&self) -> Option<u64> {
        self.stretched(self.lie_ms)
    }

    /// Milliseconds to guess in; `None` when time does not press.
    pub(super) fn guess_limit(&self) -> Option<u64> {
        self.stretched(self.guess_ms)
    }

    fn stretched(&self, ms: u32) -> Option<u64> {
        match self.timers {
            Timers::On => Some(u64::from(ms)),
            Timers::Extended => Some(u64::from(ms) * 2),
            Timers::Off => None,
        }
    }

    /// Whether writing and guessing end once everybody present has answered. Without a deadline
    /// nothing else could end them.
    pub(super) fn ends_when_all_in(&self) -> bool {
        self.all_in_advances || self.timers == Timers::Off
    }

    /// What the points of `round` (from 1) are multiplied by.
    pub(super) fn multiplier(&self, round: u32) -> u32 {
        let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
        self.round_multipliers.get(at).or(self.round_multipliers.last()).copied().unwrap_or(1)
    }
}
