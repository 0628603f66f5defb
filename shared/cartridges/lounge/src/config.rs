//! The lounge's configuration.

use wpp_game::{
    driver::SeatLimits,
    manifest::{count, switch},
};

wpp_game::settings! {
    /// The lounge's configuration. Every field is optional; unknown fields are ignored.
    pub struct Config {
        /// Whether people may come in while the lounge is open.
        late_join: bool = true, switch().basic();
        /// Whether people may raise their glasses.
        toasts: bool = true, switch().basic();
        /// Most people to let in.
        max_players: u32 = 50, count(1..=200);
    }
}

impl Config {
    /// Company begins with one who waits for it.
    pub(super) fn seats(&self) -> SeatLimits {
        SeatLimits { min: 1, max: usize::try_from(self.max_players).unwrap_or(usize::MAX) }
    }
}
