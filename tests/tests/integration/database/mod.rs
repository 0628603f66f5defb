//! Data in SQL, on SQLite and on PostgreSQL.

mod chat_log;
mod content;
mod migrations;
