//! The harness and the load client that tests and benchmarks share.

pub mod harness;
pub mod loadtest;
