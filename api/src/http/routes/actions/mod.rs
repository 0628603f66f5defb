//! Actions of players over REST.

pub mod post;
