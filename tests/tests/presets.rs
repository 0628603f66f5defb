//! Presets: what SQL holds of them, and who may reach them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/account.rs"]
mod account;
mod presets {
    mod access;
    mod calls;
    mod columns;
}
