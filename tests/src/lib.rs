//! The harness, the load client, the benchmark, the chaos suite and the simulation.

pub mod bench;
pub mod chaos;
pub mod harness;
pub mod loadtest;
pub mod simulation;
