//! Question packs of accounts, on SQLite and on PostgreSQL.

mod access;
mod command_line;
mod drawing;
mod files;
mod keeping;
mod migrating;
mod plans;
mod shelf;
mod uploads;
