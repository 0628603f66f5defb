//! The laws of every cartridge, and the session's life as transcripts.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helper fails by panicking, as the test itself does")]

mod author;
mod conformance;
mod declared;
mod evening;
mod example_game;
mod games;
mod item_game;
mod laws;
mod manifest;
mod new_cartridge;
mod playable;
mod rooms;
mod runaway;
mod script;
mod store_change;
mod transcripts;
mod world;
