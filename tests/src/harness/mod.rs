//! What tests and benchmarks run against: the real thing, started for them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a harness fails by ending the test, and says why"
)]

pub mod client;
pub mod game;
pub mod log;
pub mod processes;
pub mod redis;
pub mod socket;
pub mod world;

use std::time::Duration;

/// Longer than anything a test awaits takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(45);
