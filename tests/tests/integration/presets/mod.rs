//! Presets: what SQL holds of them, and who may reach them.

mod access;
mod calls;
mod columns;
