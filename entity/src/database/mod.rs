//! The database as a whole: its file, its schema, and why it cannot be opened.

pub mod schema_version;
pub mod sqlite_file;
pub mod tables;
pub mod unreachable;
