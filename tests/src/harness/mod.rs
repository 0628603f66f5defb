//! Starts the real programs for tests and benchmarks.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a harness ends the test and prints the reason"
)]

pub mod both_databases;
pub mod chat_socket;
pub mod client;
pub mod database;
pub mod environment;
pub mod foreign_client;
pub mod forged_tokens;
pub mod log;
pub mod processes;
pub mod query_plan;
pub mod redis;
pub mod schema;
pub mod test_game;
pub mod test_socket;

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, time::Duration};

use tempfile::TempDir;

/// Upper bound for anything a test awaits on a busy machine.
pub const TIMEOUT: Duration = Duration::from_secs(45);

/// Creates an empty folder with `name` in its path. Dropping the value deletes it. Every user can read it, because PostgreSQL,
/// PgBouncer and the workers of nginx do not run as root.
///
/// # Panics
/// Panics if the folder cannot be created.
#[must_use]
pub fn temporary_folder(name: &str) -> TempDir {
    let (prefix, readable) = (format!("wpp-{name}-"), Permissions::from_mode(0o755));
    tempfile::Builder::new().prefix(&prefix).permissions(readable).tempdir().expect("a folder for a test")
}

/// Polls `holds` until it returns true, for conditions without a signal.
///
/// # Panics
/// Panics if the condition is not true in time.
pub async fn wait_until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, asking).await.unwrap_or_else(|_| panic!("waited too long until {what}"));
}

/// Returns a variable that states how tests run on this machine. Blank values count as absent.
#[expect(clippy::disallowed_methods, reason = "the harness is where tests meet their surroundings")]
#[must_use]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Prints that a test did not run because `program` is not installed.
///
/// # Panics
/// Panics if `WPP_REQUIRE_PROGRAMS` is set, as it is in `bin/test`.
pub fn report_missing(program: &str) {
    assert!(setting("WPP_REQUIRE_PROGRAMS").is_none(), "{program} is not installed");
    eprintln!("{program} is not installed; the test behind it did not run");
}

/// Prints that `test` did not run because this machine cannot create a network namespace.
///
/// # Panics
/// Panics if `WPP_REQUIRE_NAMESPACES` is set.
pub fn report_no_namespace(test: &str) {
    assert!(setting("WPP_REQUIRE_NAMESPACES").is_none(), "this machine cannot create a network namespace");
    eprintln!("this machine cannot create a network namespace; {test} did not run");
}
