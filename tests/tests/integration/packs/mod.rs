//! Question packs of accounts, on SQLite and on PostgreSQL.

mod access;
mod changes;
mod command_line;
mod draws;
mod editing;
mod evenings;
mod formats;
pub mod kinds;
mod migrations;
mod plans;
mod prompts;
pub mod support;
mod upload_limits;
pub mod uploads;
