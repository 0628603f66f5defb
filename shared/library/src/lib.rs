//! Accounts, presets and question packs in SQL, and the tokens that protect them.
//!
//! The API and the command line use this crate. The worker does not.
//!
//! | module | content |
//! |---|---|
//! | [`accounts`] | registration, logins, passwords, export and deletion |
//! | [`content`] | draws questions for a session |
//! | [`http_client`] | requests to other servers |
//! | [`media`] | pictures and sounds of questions |
//! | [`operators`] | who may manage the server, and how they log in |
//! | [`packs`] | question packs: storage, import and export |
//! | [`presets`] | saved game configurations, one table for each cartridge |
//! | [`tokens`] | signed tokens of hosts, players and accounts |

pub mod accounts;
pub mod content;
mod digest;
pub mod http_client;
pub mod media;
pub mod operators;
pub mod packs;
pub mod presets;
pub mod tokens;
