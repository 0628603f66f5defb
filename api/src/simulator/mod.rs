//! The simulator of development builds: replays the recorded inputs of a game, without a store and without a clock.
//!
//! A step depends on the session, its inputs and their times alone, so the same recording always gives the same game.
//! Recordings are kept by the page `/simulator`; the server keeps nothing.
//! ([0184](../../../docs/decisions/0184-development-loop.md))

mod automatic;
mod error;
mod game;
mod recording;
mod replay;
mod replayed;
mod threads;

pub use self::{
    error::SimulatorError,
    recording::{Cause, Input, MAX_INPUTS, Recording},
    replay::{Advance, Replay, replay},
    replayed::Replayed,
    threads::{Progress, RuleThreads},
};
