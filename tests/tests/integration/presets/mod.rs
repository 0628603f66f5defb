//! Presets: storage and access.

mod access;
mod calls;
mod columns;
mod seats;
