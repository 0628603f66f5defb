//! Bounds and rules of settings that several games declare.

use std::ops::RangeInclusive;

use wpp_game::{
    driver::{GameDriver, LateJoin, OutOfBounds, ProfanityFilter, SeatLimits},
    text::{Profanity, clean},
};

use crate::rejections::CommonRejection;

/// Bounds of a phase's length, in milliseconds.
pub const TIME_MS: RangeInclusive<i32> = 200..=600_000;
/// Bounds of rounds, and of questions in a round.
pub const ROUNDS: RangeInclusive<i32> = 1..=10;
/// Bounds of points for one answer.
pub const POINTS: RangeInclusive<i32> = 0..=100_000;
/// Bounds of the extra time that a player may take, in percent of a phase's length.
pub const EXTRA_TIME: RangeInclusive<i32> = 0..=100;
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

/// The settings that most games declare under the same names: `timers`, `all_in_advances`, `late_join`, `profanity`,
/// `min_players`, `max_players`, `extra_time_percent` and `round_multipliers`.
/// [`common_settings!`](crate::common_settings) implements the trait.
pub trait CommonSettings {
    /// Upper bound of `max_players`.
    const MOST_PLAYERS: i32;

    /// Returns the clock of the phases in which people answer.
    fn timers(&self) -> Timers;
    /// Returns whether such a phase ends as soon as everybody present has answered.
    fn all_in_advances(&self) -> bool;
    /// Returns whether people can join during a game.
    fn late_join(&self) -> bool;
    /// Returns which words are rejected.
    fn profanity(&self) -> Profanity;
    /// Returns the fewest and the most players.
    fn players(&self) -> (u32, u32);
    /// Returns the most extra time that a player may take, in percent of the time to answer.
    fn extra_time_percent(&self) -> u32;
    /// Returns the multiplier of each round.
    fn round_multipliers(&self) -> &[u32];

    /// Returns the length of a phase in which people have `ms` milliseconds to answer; `None` without a clock.
    fn limit(&self, ms: u32) -> Option<u64> {
        self.timers().limit(ms)
    }

    /// Returns whether phases end once everybody present has answered. Without a clock, nothing else could end them.
    fn ends_when_all_answered(&self) -> bool {
        self.all_in_advances() || self.timers() == Timers::Off
    }

    /// Returns a typed text as the game shows it. `most` is its maximum length in graphemes.
    ///
    /// # Errors
    /// [`CommonRejection::Text`] and [`CommonRejection::Profane`].
    fn checked_text(&self, typed: &str, most: usize) -> Result<String, CommonRejection> {
        let text = clean(typed, most)?;
        self.profanity().check(&text)?;
        Ok(text)
    }

    /// Returns the multiplier of `round` (from 1). The last multiplier applies to all later rounds.
    fn multiplier(&self, round: u32) -> u32 {
        let multipliers = self.round_multipliers();
        let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
        multipliers.get(at).or(multipliers.last()).copied().unwrap_or(1)
    }

    /// Returns the limits of the number of players.
    fn seats(&self) -> SeatLimits {
        let seats = |n| usize::try_from(n).unwrap_or(usize::MAX);
        let (min, max) = self.players();
        SeatLimits { min: seats(min), max: seats(max) }
    }

    /// Returns the most people that can play a game that starts with `players`.
    fn most_players(&self, players: usize) -> usize {
        if self.late_join() { self.seats().max } else { players }
    }

    /// Checks that `max_players` is not below `min_players`.
    ///
    /// # Errors
    /// [`OutOfBounds`] for `max_players`.
    fn check_players(&self) -> Result<(), OutOfBounds> {
        let (min, max) = self.players();
        if max >= min {
            return Ok(());
        }
        let bounds = format!("a whole number from {min} to {}", Self::MOST_PLAYERS);
        Err(OutOfBounds { field: "max_players".to_owned(), bounds })
    }
}

/// A state with the settings of its game. [`players!`](crate::players!) implements the trait.
pub trait HasSettings {
    /// Returns the settings.
    fn settings(&self) -> &impl CommonSettings;
}

/// Implements [`CommonSettings`] for a configuration. The second argument has the bounds of the number of players.
///
/// ```ignore
/// wpp_cartridge_kit::common_settings!(Config, SEATS);
/// ```
#[macro_export]
macro_rules! common_settings {
    ($config:ty, $seats:expr) => {
        impl $crate::settings::CommonSettings for $config {
            const MOST_PLAYERS: i32 = *$seats.end();

            fn timers(&self) -> $crate::settings::Timers {
                self.timers
            }

            fn all_in_advances(&self) -> bool {
                self.all_in_advances
            }

            fn late_join(&self) -> bool {
                self.late_join
            }

            fn profanity(&self) -> ::wpp_game::text::Profanity {
                self.profanity
            }

            fn players(&self) -> (u32, u32) {
                (self.min_players, self.max_players)
            }

            fn extra_time_percent(&self) -> u32 {
                self.extra_time_percent
            }

            fn round_multipliers(&self) -> &[u32] {
                &self.round_multipliers
            }
        }
    };
}

/// The capabilities that [`CommonSettings`] decide about.
pub struct FromSettings;

impl<D: GameDriver<Config: CommonSettings>> LateJoin<D> for FromSettings {
    fn late_join(&self, config: &D::Config) -> bool {
        config.late_join()
    }
}

impl<D: GameDriver<Config: CommonSettings>> ProfanityFilter<D> for FromSettings {
    fn profanity(&self, config: &D::Config) -> Profanity {
        config.profanity()
    }
}
