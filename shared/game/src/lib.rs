//! The rules of party games, without I/O.
//!
//! This crate reads no clock and creates no random numbers: both are arguments. `clippy.toml`
//! forbids the calls, and the dependency list contains no runtime, store or network crate.
//!
//! # Layers
//!
//! Each module uses only modules above it in this list:
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | types shared with clients: ids, time, snapshots, envelopes, error codes |
//! | [`manifest`] | a game's self-description: settings, actions, message schemas |
//! | [`text`] | cleaning, comparing and filtering of typed texts |
//! | [`content`] | questions, and the rules that a stored question satisfies |
//! | [`driver`] | the traits that a game implements |
//! | [`engine`] | the laws of every game; the [`registry`] of games |
//! | [`session`] | lobby, players, host, play, pause and exit around a game |
//!
//! The most used modules are also available at the root: [`ids`], [`time`], [`ephemeral`] and
//! [`registry`].

pub mod content;
pub mod contract;
pub mod driver;
pub mod engine;
pub mod manifest;
pub mod session;
pub mod text;

pub use self::{
    contract::{ids, time},
    driver::ephemeral,
    engine::registry,
};
