//! Session chat over REST.

pub mod list;
pub mod post;
pub mod read;
pub mod remove;
