//! Intervals on the common batches of all workers.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};
use wpp_runtime::{
    clock::Clock,
    deadlines::schedule::{BATCH_INTERVAL, BATCH_OFFSET_MS},
};

/// Returns an interval that ticks on every `batches`th batch of `clock`, from the next one on. Missed ticks
/// are skipped.
///
/// The clock is read once, for the first tick. A later change of the clock moves the ticks away from the
/// common batches, which costs a few additional wake-ups of the process.
pub(super) fn every(batches: u32, clock: &dyn Clock) -> Interval {
    let period = BATCH_INTERVAL * batches;
    let micros = i64::try_from(period.as_micros()).unwrap_or(i64::MAX);
    let first = micros - (clock.micros() - BATCH_OFFSET_MS * 1000).rem_euclid(micros);
    let mut ticks = interval(period);
    ticks.reset_after(Duration::from_micros(first.unsigned_abs()));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks
}
