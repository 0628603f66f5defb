//! What the platform keeps in SQL: what must hold on SQLite and on PostgreSQL alike.

mod chat_log;
mod content;
mod migrations;
