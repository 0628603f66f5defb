//! The rules of Sketch.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

mod drawing;
mod room;
mod stored_states;
mod strokes;
mod titles;
