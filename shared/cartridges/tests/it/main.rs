//! The laws of every cartridge, and the session's life as transcripts.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helper fails by panicking, as the test itself does")]

mod air_guitar;
mod conformance;
mod declared;
mod evening;
mod example_game;
mod fib;
mod item_game;
mod last_word;
mod laws;
mod lounge;
mod manifest;
mod playable;
mod quiz;
mod rooms;
mod runaway;
mod script;
mod sketch;
mod store_change;
mod transcripts;
mod world;
