//! Presets: storage and access.

mod access;
mod calls;
mod changes;
mod columns;
mod migrated;
mod seats;
mod written;
