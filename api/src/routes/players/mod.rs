//! People in the session.

pub mod join;
pub mod remove;
