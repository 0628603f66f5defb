//! Who is at the table besides the players of the first hour: bots, latecomers, an audience.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/traces.rs"]
mod traces;

mod company {
    mod audience;
    mod bots;
    mod latecomers;
}
