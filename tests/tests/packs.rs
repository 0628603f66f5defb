//! Question packs on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/account.rs"]
mod account;

mod packs {
    mod access;
    mod command_line;
    mod draws;
    mod editing;
    mod formats;
    mod migrations;
    mod plans;
    mod support;
    mod uploads;
}
