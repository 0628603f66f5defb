//! The games of this server: those of the platform, and [`Tally`].

mod tally;

use wpp_game::registry::Registry;

pub use self::tally::Tally;

/// Returns the games of this server.
#[must_use]
pub fn registry() -> Registry {
    wpp_cartridges::registry().with::<Tally>()
}
