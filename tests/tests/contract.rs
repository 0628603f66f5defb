//! What clients are promised, kept by the real processes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod contract {
    mod actions;
    mod departure;
    mod documents;
    mod game;
    mod operation;
    mod pause;
}
