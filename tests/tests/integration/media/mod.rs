//! Pictures and sounds of questions, over HTTP, on SQLite and on PostgreSQL.

mod archives;
mod bucket;
mod games;
pub mod packs;
pub mod samples;
mod uploads;
