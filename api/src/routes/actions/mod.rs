//! What players do, over REST.

pub mod post;
