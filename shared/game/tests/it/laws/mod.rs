//! The seven laws, one file each, over every driver.

mod advance_is_idempotent;
mod bots_play_by_the_rules;
mod no_leak;
mod no_runaway;
mod retries_draw_the_same;
mod snapshot_and_events;
mod time_before_commands;
mod wakeups_are_hints;

use proptest::test_runner::Config;

/// Few enough for every run of the tests; `PROPTEST_CASES` asks for more.
fn cases() -> Config {
    Config { failure_persistence: None, ..Config::with_cases(48) }
}
