//! The rules of Quiz.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

mod configuration;
mod event_text;
mod kinds;
mod reactions;
mod room;
mod rules;
mod teams;
mod transcripts;
