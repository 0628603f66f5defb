//! End-to-end suites. They drive the real programs over REST and sockets.
//!
//! All suites share one test target, so that the workspace is linked once.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod account;
mod admin;
mod bad_input;
mod chat;
mod company;
mod contract;
mod database;
mod deletion;
mod deployment;
mod guitar;
mod limits;
mod loadtest;
mod media;
mod operator_secrets;
mod own_games;
mod packs;
mod presence;
mod presets;
mod quarantine;
mod room_control;
mod secrecy;
#[cfg(debug_assertions)]
mod simulator;
mod sketch;
mod stores;
mod websocket;
mod support {
    pub mod account;
    pub mod member;
    pub mod panics;
    pub mod traces;
}
