//! The games of this build.
//!
//! Each game is a crate in `shared/cartridges/<kind>`. A new game needs its dependency in `Cargo.toml`
//! and one line in [`registry`].

use wpp_air_guitar::AirGuitar;
use wpp_fib::Fib;
use wpp_game::registry::Registry;
use wpp_last_word::LastWord;
use wpp_lounge::Lounge;
use wpp_quiz::Quiz;
use wpp_sketch::Sketch;

/// Returns a registry with every game of this build.
#[must_use]
pub fn registry() -> Registry {
    Registry::empty()
        .with::<Fib>()
        .with::<Quiz>()
        .with::<LastWord>()
        .with::<Sketch>()
        .with::<AirGuitar>()
        .with::<Lounge>()
}
