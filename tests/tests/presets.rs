//! Presets: what SQL holds of them, and who may reach them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/account.rs"]
mod account;
#[path = "support/database.rs"]
#[expect(dead_code, reason = "other suites open a database twice")]
mod database;
mod presets {
    mod access;
    mod calls;
    mod columns;
}
