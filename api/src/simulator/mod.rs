//! The simulator of development builds: replays the recorded inputs of a game, without a store and without a clock.
//!
//! A step depends on the session, its inputs and their times alone, so the same recording always gives the same game.
//! Recordings are kept by the page `/simulator`; the server keeps nothing.
//! ([0184](../../../docs/decisions/0184-development-loop.md))

mod automatic;
mod recording;
mod replay;

pub use self::{
    recording::{Cause, Input, Recording},
    replay::{Advance, MAX_INPUTS, Replay, Replayed, SimulatorError, replay},
};
