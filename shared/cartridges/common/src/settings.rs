//! Bounds and rules of settings that several games declare.

use std::ops::RangeInclusive;

use wpp_game::driver::{OutOfBounds, SeatLimits};

/// Bounds of a phase's length, in milliseconds.
pub const TIME_MS: RangeInclusive<i32> = 200..=600_000;
/// Bounds of rounds, and of questions in a round.
pub const ROUNDS: RangeInclusive<i32> = 1..=10;
/// Bounds of points for one answer.
pub const POINTS: RangeInclusive<i32> = 0..=100_000;
/// Bounds of the number of players.
pub const SEATS: RangeInclusive<i32> = 2..=200;

wpp_game::choices! {
    /// The clock of the phases in which people answer. Other phases always keep their time.
    pub enum Timers {
        /// As configured.
        On = "on",
        /// Twice as long.
        Extended = "extended",
        /// No clock: the phase ends when everybody present has answered, regardless of
        /// `all_in_advances`.
        Off = "off",
    }
}

wpp_game::choices! {
    /// The language of built-in prompts, and of bots that write.
    pub enum Language {
        /// English.
        English = "en",
        /// Danish.
        Danish = "da",
    }
}

impl Language {
    /// Returns the language as a BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Danish => "da",
        }
    }
}

impl Timers {
    /// Returns the length of a phase of `ms` milliseconds; `None` when the phase has no clock.
    #[must_use]
    pub fn limit(self, ms: u32) -> Option<u64> {
        match self {
            Self::On => Some(u64::from(ms)),
            Self::Extended => Some(u64::from(ms) * 2),
            Self::Off => None,
        }
    }
}

/// Checks that `max_players` is not below `min_players`. `most` is the upper bound of `max_players`.
///
/// # Errors
/// [`OutOfBounds`] for `max_players`.
pub fn check_players(min_players: u32, max_players: u32, most: i32) -> Result<(), OutOfBounds> {
    if max_players >= min_players {
        return Ok(());
    }
    let bounds = format!("a whole number from {min_players} to {most}");
    Err(OutOfBounds { field: "max_players".to_owned(), bounds })
}

/// Returns the limits of `min_players` and `max_players`.
#[must_use]
pub fn seat_limits(min_players: u32, max_players: u32) -> SeatLimits {
    let seats = |n| usize::try_from(n).unwrap_or(usize::MAX);
    SeatLimits { min: seats(min_players), max: seats(max_players) }
}

/// Returns the multiplier of `round` (from 1). The last multiplier applies to all later rounds.
#[must_use]
pub fn multiplier(multipliers: &[u32], round: u32) -> u32 {
    let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
    multipliers.get(at).or(multipliers.last()).copied().unwrap_or(1)
}
