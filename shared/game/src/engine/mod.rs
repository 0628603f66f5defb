//! The laws that hold for every cartridge, implemented once.
//!
//! 1. **Time before commands.** A step applies every due deadline before the first command.
//! 2. **Wake-ups are hints.** Results depend on deadlines, never on the moment of the call: a
//!    deadline due at `t` is applied *as of* `t`, however late, up to [`OUTAGE_MS`]. Later than
//!    that, it counts as of the call, so that an outage does not consume the next phases.
//! 3. **Advance is idempotent.** A rejected command changes nothing; deadlines that its step applied
//!    remain applied.
//! 4. **A retry draws the same numbers.** The seed of the session and the number of accepted inputs
//!    determine the generator. The stored version does not: a deadline and the action after it must
//!    draw the same numbers in two steps as in one (law 2).
//! 5. **No runaway.** One step applies at most [`MAX_FIRINGS`] deadlines, then fails.
//! 6. **No leak**: the drivers keep this law.
//! 7. **Snapshot + patches = later snapshot**: the [`session`](crate::session) computes the patches from the views.
//!
//! Property tests verify all of them. [`CatchUp`] implements 1, 2 and 5; [`generator`] implements 4. [`RunningGame`] is a driver's game,
//! decoded once a step. [`registry`] lists the cartridges behind one object-safe trait. The
//! [`session`](crate::session) combines them.

mod catch_up;
mod describe;
mod error;
pub mod registry;
mod running_game;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

pub use self::{
    catch_up::{CatchUp, MAX_FIRINGS, OUTAGE_MS},
    error::{CommandError, EngineError},
    running_game::{Effect, Game, RunningGame, Signal},
};

/// Returns the generator for input number `input` of the session with this seed.
#[must_use]
pub fn generator(seed: [u8; 32], input: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::from_seed(seed);
    rng.set_stream(input);
    rng
}
