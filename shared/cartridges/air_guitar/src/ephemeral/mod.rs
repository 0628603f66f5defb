//! Chords: ephemeral messages that the server broadcasts and counts.

pub(super) mod chord;
mod handler;
mod practice_counter;

pub use self::handler::{ChordHandler, REPORT_INTERVAL_MS};
