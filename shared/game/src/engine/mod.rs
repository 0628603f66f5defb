//! The laws every cartridge obeys, written once.
//!
//! 1. **Time before commands.** Every deadline due is fired before a command is looked at.
//! 2. **Wake-ups are hints.** Outcomes follow the deadlines, never the moment of the call: a
//!    deadline due at `t` is applied *as of* `t`, however late, up to [`OUTAGE_MS`]. Later than
//!    that it counts as of the call, so that an outage does not eat the players' next phases.
//! 3. **Advance is idempotent**; a refused command changes nothing, yet the deadlines it found
//!    due stay fired.
//! 4. **A retry draws the same numbers.** The generator is placed by (seed of the session, number
//!    of inputs the game has taken). It is *not* placed by the stored version: whether a deadline
//!    and the action behind it arrive as two steps or as one must not reshuffle anything (law 2).
//! 5. **No runaway.** One step fires at most [`MAX_FIRINGS`] deadlines, then fails.
//! 6. **No leak** and 7. **snapshot + events = state** are kept by the drivers and proved by the
//!    property tests.
//!
//! [`CatchUp`] keeps 1, 2 and 5; [`generator`] keeps 4; [`RunningGame`] is a driver's running game,
//! decoded once a step. The [`session`](crate::session) puts them together.

mod catch_up;
mod running_game;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

pub(crate) use self::running_game::raw;
pub use self::{
    catch_up::{CatchUp, MAX_FIRINGS, OUTAGE_MS},
    running_game::{Effect, Game, RunningGame, Signal},
};

/// The generator for the input number `turn` of the session with this seed.
#[must_use]
pub fn generator(seed: [u8; 32], turn: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::from_seed(seed);
    rng.set_stream(turn);
    rng
}

/// Why a step could not be taken: a driver's bug or damaged state, never a player's doing.
///
/// Nothing of the step is kept. The platform answers a fault by pausing the session, so that
/// nothing is lost and the other sessions never notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The session names a cartridge this build does not have.
    #[error("there is no cartridge {0:?} in this build")]
    UnknownCartridge(String),
    /// What was stored does not fit the driver's types.
    #[error("the stored {what} cannot be read: {cause}")]
    Unreadable {
        /// Which part.
        what: &'static str,
        /// What the decoder said.
        cause: String,
    },
    /// The driver made a value that JSON, or the contract's envelope, cannot hold.
    #[error("the {what} cannot be written: {cause}")]
    Unwritable {
        /// Which part.
        what: &'static str,
        /// What the encoder said.
        cause: String,
    },
    /// The driver set due deadlines [`MAX_FIRINGS`] times in a row.
    #[error("the driver set a deadline that was already due {MAX_FIRINGS} times in one step")]
    Runaway,
    /// The driver let a fired deadline stand.
    #[error("the driver kept a deadline that had been fired")]
    DeadlineKept,
    /// The driver refused what it may not refuse.
    #[error("the driver refused {input}: {cause}")]
    Refused {
        /// Which input.
        input: &'static str,
        /// The driver's reason.
        cause: String,
    },
    /// A running session holds no game.
    #[error("the session is running, but holds no game")]
    NoGame,
}
