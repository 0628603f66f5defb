//! The rules, and nothing else.
//!
//! This crate decides what a party game does; it cannot do anything itself. It has no I/O, reads
//! no clock and draws no randomness of its own: the time is an argument, and so is the generator.
//! Its dependency list is the proof, and `clippy.toml` holds the line inside it.
//!
//! | module | holds |
//! |---|---|
//! | [`driver`] | the trait a cartridge implements, and what it is given |
//! | [`manifest`] | what a cartridge says of itself, and its settings, declared once |
//! | [`engine`] | the laws every cartridge obeys, written once |
//! | [`session`] | lobby, players, host, play / pause / exit around a cartridge |
//! | [`registry`] | the cartridges there are, erased to JSON |
//! | [`aside`] | what is said beside a game: of the moment, stored nowhere |
//! | [`cartridges`] | the games |

pub mod content;
pub mod contract;
pub mod driver;
pub mod engine;
pub mod ephemeral;
pub mod ids;
pub mod manifest;
pub mod registry;
pub mod session;
pub mod text;
pub mod time;
