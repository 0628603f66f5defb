//! Members of a session.

pub mod join;
pub mod remove;
