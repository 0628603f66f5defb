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
    /// Quiz's configuration. Every field is optional in what a preset says; unknown fields are ignored.
    pub struct Config {
        /// Rounds of a game.
        rounds: u32 = 3, count(FEW).basic();
        /// Questions of a round.
        questions_per_round: u32 = 4, count(FEW).basic();
        /// Who ends a phase: its time, or the host.
        pace: Pace = Pace::Timed, choice::<Pace>().basic();
        /// Whether time presses while people answer.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Whether the first right answers bring more.
        fastest_fingers: bool = false, switch().basic();
        /// Only questions fit for children.
        family_friendly: bool = false, switch().basic();
        /// Which words nobody may be called by.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Whether people may sit down while a game is on, to play from the next question.
        late_join: bool = false, switch().basic().suggest(true);
        /// Fewest players to start with.
        min_players: u32 = 2, count(SEATS);
        /// Most players to let in; not below the fewest to start with.
        max_players: u32 = 40, count(SEATS);
        /// Answers to choose from, as long as the question has so many.
        options: u32 = 4, count(2..=8);
        /// Whether answering ends as soon as everybody present has answered.
        all_in_advances: bool = true, switch();
        /// Time to read a question before its answers are shown.
        question_ms: u32 = 4_000, ms(TIME);
        /// Time to answer, before `timers` stretches it.
        answer_ms: u32 = 20_000, ms(TIME);
        /// Time for the solution.
        solution_ms: u32 = 7_000, ms(TIME);
        /// Time for the standing after a question.
        scoreboard_ms: u32 = 6_000, ms(TIME);
        /// Points for a right answer, before the round's multiplier.
        right_points: u32 = 1_000, points(POINTS);
        /// With `fastest_fingers`: points on top for the first right answer; those after it get less.
        speed_points: u32 = 500, points(POINTS);
        /// Points on top for every right answer in a row but the first, up to five times.
        streak_points: u32 = 100, points(POINTS);
        /// What each round's points are multiplied by, the last one holding for all rounds after it.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_game::choices! {
    /// Who ends a phase.
    pub enum Pace {
        /// Its time.
        Timed = "timed",
        /// The host: answering ends when everybody present has answered or the host plays on, the
        /// solution stands until the host does.
        Host = "host",
    }
}

wpp_game::choices! {
    /// Whether time presses while people answer. The other phases keep their time.
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

/// Right answers in a row that still raise the bonus.
const LONGEST_STREAK: u32 = 5;

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

    /// Wrong answers beside the right one.
    pub(super) fn decoys(&self) -> usize {
        usize::try_from(self.options.saturating_sub(1)).unwrap_or(usize::MAX)
    }

    /// Milliseconds to answer in; `None` when time does not press.
    pub(super) fn answer_limit(&self) -> Option<u64> {
        match (self.pace, self.timers) {
            (Pace::Host, _) | (_, Timers::Off) => None,
            (Pace::Timed, Timers::On) => Some(u64::from(self.answer_ms)),
            (Pace::Timed, Timers::Extended) => Some(u64::from(self.answer_ms) * 2),
        }
    }

    /// Milliseconds the solution stands; `None` when the host ends it.
    pub(super) fn solution_limit(&self) -> Option<u64> {
        (self.pace == Pace::Timed).then(|| u64::from(self.solution_ms))
    }

    /// Whether answering ends once everybody present has answered. Without a deadline and without a
    /// host who does it, nothing else could end it.
    pub(super) fn ends_when_all_in(&self) -> bool {
        self.all_in_advances || self.pace == Pace::Host || self.timers == Timers::Off
    }

    /// What the points of `round` (from 1) are multiplied by.
    pub(super) fn multiplier(&self, round: u32) -> u32 {
        let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
        self.round_multipliers.get(at).or(self.round_multipliers.last()).copied().unwrap_or(1)
    }

    /// Points on top for a streak of so many right answers, this one included.
    pub(super) fn streak_bonus(&self, streak: u32) -> i64 {
        i64::from(self.streak_points) * i64::from(streak.saturating_sub(1).min(LONGEST_STREAK))
    }

    /// Points on top for a right answer with `before` of them before it, where `playing` play. By rank
    /// and not by the clock, so that a pause, a slow phone's lag of a moment and a room without
    /// timers are all fair.
    pub(super) fn speed_bonus(&self, before: usize, playing: usize) -> i64 {
        let (Ok(before), Ok(playing)) = (i64::try_from(before), i64::try_from(playing)) else { return 0 };
        if !self.fastest_fingers || playing == 0 {
            return 0;
        }
        i64::from(self.speed_points) * (playing - before).max(0) / playing
    }
}
