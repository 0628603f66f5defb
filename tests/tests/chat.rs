//! Session chat, as people and programs use it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/traces.rs"]
mod traces;

mod chat {
    mod bad_input;
    mod end;
    mod history;
    mod in_game;
    mod losses;
    mod room;
    mod sample_client;
    mod typing;
}
