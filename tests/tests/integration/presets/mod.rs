//! Presets: storage and access.

mod access;
mod calls;
mod changes;
mod columns;
mod seats;
mod written;
