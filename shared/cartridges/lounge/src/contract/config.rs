//! The lounge's settings.

use wpp_game::{
    driver::SeatLimits,
    manifest::{count, switch},
};

wpp_game::settings! {
    /// The lounge's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Let people join while the lounge is open.
        late_join: bool = true, switch().basic();
        /// Let people propose toasts.
        toasts: bool = true, switch().basic();
        /// Most people who can join.
        max_players: u32 = 50, count(1..=200);
    }
}

impl Config {
    /// Returns the limits. One person is enough to open the lounge.
    pub(crate) fn seats(&self) -> SeatLimits {
        SeatLimits { min: 1, max: usize::try_from(self.max_players).unwrap_or(usize::MAX) }
    }
}
