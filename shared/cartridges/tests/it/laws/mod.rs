//! The laws, one file each. [`conformance`](crate::conformance) runs them over every driver.

pub mod advance_is_idempotent;
pub mod any_input_is_answered;
pub mod bots_play_by_the_rules;
pub mod content_fits_the_people;
pub mod moderation_changes_no_score;
pub mod no_leak;
pub mod no_runaway;
pub mod retries_draw_the_same;
pub mod secrets_cost_a_try;
pub mod snapshot_and_patches;
pub mod states_read_back;
pub mod the_manifest_is_true;
pub mod time_before_commands;
pub mod wakeups_are_hints;
