//! The harness, the load client, the chaos suite and the simulation.

pub mod chaos;
pub mod harness;
pub mod loadtest;
pub mod simulation;
