//! Intervals on the common batches of all workers.

use tokio::time::{Interval, MissedTickBehavior, interval};
use wpp_runtime::{
    clock::Clock,
    deadlines::schedule::{BATCH_INTERVAL, until_next_batch},
};

/// Returns an interval that ticks on every `batches`th batch of `clock`, from the next one on. Missed ticks
/// are skipped.
///
/// The clock is read once, for the first tick. A later change of the clock moves the ticks away from the
/// common batches, which costs a few additional wake-ups of the process.
pub(in crate::queue) fn every(batches: u32, clock: &dyn Clock) -> Interval {
    let mut ticks = interval(BATCH_INTERVAL * batches);
    ticks.reset_after(until_next_batch(clock.micros(), batches));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks
}
