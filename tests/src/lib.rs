//! The harness, the load client and the simulation that tests and benchmarks share.

pub mod harness;
pub mod loadtest;
pub mod simulation;
