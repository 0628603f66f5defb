//! What tests and benchmarks run against: the real thing, started for them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a harness fails by ending the test, and says why"
)]

pub mod chat;
pub mod client;
pub mod database;
pub mod forged;
pub mod game;
pub mod guest;
pub mod log;
pub mod on_both;
pub mod plans;
pub mod processes;
pub mod redis;
pub mod schema;
pub mod socket;
pub mod world;

use std::time::Duration;

/// Longer than anything a test awaits takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(45);

/// Asks `holds` again and again, for what no signal tells.
///
/// # Panics
/// When it stays false for a long time.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("waited too long until {what}"));
}
