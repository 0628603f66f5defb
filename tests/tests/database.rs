//! SQL storage on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod database {
    mod chat_log;
    mod content;
    mod migrations;
}
