//! Packs that people make: what must hold on SQLite and on PostgreSQL alike.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/account.rs"]
mod account;

mod packs {
    mod access;
    mod command_line;
    mod drawing;
    mod files;
    mod keeping;
    mod migrating;
    mod plans;
    mod shelf;
    mod uploads;
}
