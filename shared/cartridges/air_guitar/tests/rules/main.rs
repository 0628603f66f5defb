//! The air guitar's rules, played by a band with names; and what stands beside the game: the ear that
//! counts chords, and the guitar client's own words.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

mod band;
mod chord_handler;
mod foreign_protocol;
mod goals;
mod practices;
