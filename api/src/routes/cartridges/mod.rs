//! The games there are.

pub mod list;
