//! Data in SQL, on SQLite and on PostgreSQL.

mod chat_log;
mod content;
mod full_disk;
mod migrations;
