//! What the platform keeps in SQL: what must hold on SQLite and on PostgreSQL alike.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod database {
    mod chat_log;
    mod content;
    mod migrations;
}
