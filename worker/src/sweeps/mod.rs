//! Periodic work that no job of the queue triggers.

pub mod chat;
pub mod presence;
