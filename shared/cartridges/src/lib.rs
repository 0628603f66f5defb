//! The games of this build.
//!
//! Adding a game takes two lines here: its crate in `Cargo.toml` and its driver below.

use wpp_air_guitar::AirGuitar;
use wpp_fib::Fib;
use wpp_game::registry::Registry;
use wpp_lounge::Lounge;
use wpp_quiz::Quiz;

/// Returns a registry with every game that ships with the platform.
#[must_use]
pub fn registry() -> Registry {
    Registry::empty().with::<Fib>().with::<Quiz>().with::<AirGuitar>().with::<Lounge>()
}
