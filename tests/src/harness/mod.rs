//! What tests and benchmarks run against: the real thing, started for them.
#![expect(clippy::expect_used, clippy::panic, reason = "a harness fails by ending the test")]

pub mod redis;
