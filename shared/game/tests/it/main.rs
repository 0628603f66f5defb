//! The laws of every cartridge, and the session's life as transcripts.

mod fib;
mod laws;
mod notes;
mod playable;
mod runaway;
mod script;
mod transcripts;
mod world;
