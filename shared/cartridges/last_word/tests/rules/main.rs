//! The rules of Last Word.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

mod room;
mod stored_states;
mod votes;
mod writing;
