//! The rules of Fib.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

mod configuration;
mod event_text;
mod highlights;
mod rejections;
mod room;
mod rules;
mod scoring;
mod spectators;
mod stored_states;
mod transcripts;
