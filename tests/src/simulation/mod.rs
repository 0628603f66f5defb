//! The simulation: whole games on virtual time, under faults, from one seed.
//!
//! API processes, workers, phones and a model of Redis run in one thread. The platform's code is the real one; only what
//! lies behind its traits is modelled. `docs/simulation.md` explains how to use it.
//!
//! | module | content |
//! |---|---|
//! | [`game`] | one game, from the creation of its session to the proof that nothing remains |
//! | [`time`] | the clock, its timers, and the runtime that moves it |
//! | [`world`], [`climate`] | the surroundings of a game, and how often faults occur |
//! | [`model`] | what Redis does |
//! | [`connection`], [`store_traits`] | a process's connection to the model |
//! | [`processes`] | API and worker processes |
//! | [`phone`], [`pipe`], [`host`] | people and their network |
//! | [`nemesis`] | kills and failovers |
//! | [`monitor`] | checks at every step, and the trace |
//! | [`mutants`] | deliberate faults, which the simulation must find |

pub mod climate;
pub mod connection;
pub mod game;
pub mod host;
pub mod model;
pub mod monitor;
pub mod mutants;
pub mod nemesis;
pub mod phone;
pub mod pipe;
pub mod processes;
pub mod store_traits;
#[cfg(test)]
mod tests;
pub mod time;
pub mod world;

pub use self::{
    game::{Outcome, play, play_in},
    mutants::Mutant,
};
