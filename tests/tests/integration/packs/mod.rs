//! Packs that people make: what must hold on SQLite and on PostgreSQL alike.

mod access;
mod command_line;
mod drawing;
mod files;
mod keeping;
mod migrating;
mod plans;
mod shelf;
mod uploads;
