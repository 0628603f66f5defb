//! Pictures and sounds of questions, items and settings, over HTTP, on SQLite and on PostgreSQL.

mod archives;
mod bucket;
mod games;
mod kept;
pub mod packs;
mod pictures;
pub mod samples;
mod settings;
mod uploads;
