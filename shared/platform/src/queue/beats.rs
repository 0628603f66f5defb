//! The beats on which a worker does what it does again and again.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};

use super::settings::{BEAT_MS, BEAT_OFFSET_MS};
use crate::clock::Clock;

/// Ticks on every `beats`th beat of `clock`, from the next one on. A beat that was missed is left out.
///
/// Beats are counted by the clock once, and from then on by a timer. A clock that is set takes them off the common
/// moments, which costs some wakings and nothing else.
pub(super) fn every(beats: u32, clock: &dyn Clock) -> Interval {
    let period = BEAT_MS * 1000 * i64::from(beats);
    let left = period - (clock.micros() - BEAT_OFFSET_MS * 1000).rem_euclid(period);
    let [left, period] = [left, period].map(|micros| Duration::from_micros(micros.unsigned_abs()));
    let mut ticks = interval(period);
    ticks.reset_after(left);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks
}
