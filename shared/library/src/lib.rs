//! Accounts, presets and question packs in SQL, and the tokens that protect them.
//!
//! The API and the command line use this crate; the worker does not.
//!
//! | module | holds |
//! |---|---|
//! | [`accounts`] | registration, passwords, refresh tokens, export and deletion |
//! | [`content`] | drawing questions for a new session |
//! | [`packs`] | question packs: storage, import and export |
//! | [`presets`] | saved configurations, one table a game |
//! | [`tokens`] | signed tokens, scoped to one session and role or to one login |

pub mod accounts;
pub mod content;
pub mod packs;
pub mod presets;
pub mod tokens;
