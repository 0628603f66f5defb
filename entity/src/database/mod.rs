//! The database as a whole: its schema, and why it cannot be opened.

pub mod schema_version;
pub mod unreachable;
