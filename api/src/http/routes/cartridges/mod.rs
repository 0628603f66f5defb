//! The installed games.

pub mod list;
