//! The migrations of the games' preset tables. `cargo run --example author -- presets KIND` writes them.

pub mod m0006_fib_presets;
pub mod m0007_air_guitar_presets;
pub mod m0008_quiz_presets;
pub mod m0009_lounge_presets;
pub mod m0011_last_word_presets;
pub mod m0014_quiz_teams_and_seats;
pub mod m0016_sketch_presets;
pub mod m0018_extra_time;
pub mod m0020_last_word_presets;
pub mod m0022_sketch_presets;
pub mod m0025_quiz_presets;

use super::parts::{preset_changes, preset_columns};
