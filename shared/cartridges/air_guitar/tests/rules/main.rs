//! The rules of Air guitar, its ephemeral messages and its foreign protocol.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

mod band;
mod chord_handler;
mod foreign_protocol;
mod goals;
mod practices;
