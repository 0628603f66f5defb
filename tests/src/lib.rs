//! What tests and benchmarks share.

pub mod harness;
pub mod loadtest;
