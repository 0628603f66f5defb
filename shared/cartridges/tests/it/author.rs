//! The commands of `cargo run --example author`, which tests run in folders of their own.

#[path = "../../examples/author/changes.rs"]
pub mod changes;
#[path = "../../examples/author/files.rs"]
mod files;
#[path = "../../examples/author/kinds.rs"]
mod kinds;
#[path = "../../examples/author/new.rs"]
#[expect(dead_code, reason = "the command writes into the repository")]
pub mod new;
#[path = "../../examples/author/preset_code.rs"]
pub mod preset_code;
#[path = "../../examples/author/presets.rs"]
#[expect(dead_code, reason = "the command reads the settings of registered games")]
pub mod presets;
