//! People at the table.

pub mod join;
pub mod remove;
