//! The beats on which a worker does what it does again and again.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};
use wpp_game::{driver::DEADLINE_GRANULARITY_MS, time::Timestamp};

use super::settings::{BATCH_INTERVAL_MS, BATCH_OFFSET_MS};
use crate::clock::Clock;

/// How long before a beat all that it is to take has to be there, in milliseconds: more than a timer is late.
const EVE_MS: i64 = 3;

/// Ticks on every `beats`th beat of `clock`, from the next one on. A beat that was missed is left out.
///
/// Beats are counted by the clock once, and from then on by a timer. A clock that is set takes them off the common
/// moments, which costs some wakings and nothing else.
pub(super) fn every(beats: u32, clock: &dyn Clock) -> Interval {
    let period = BATCH_INTERVAL_MS * 1000 * i64::from(beats);
    let left = period - (clock.micros() - BATCH_OFFSET_MS * 1000).rem_euclid(period);
    let [left, period] = [left, period].map(|micros| Duration::from_micros(micros.unsigned_abs()));
    let mut ticks = interval(period);
    ticks.reset_after(left);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    ticks
}

/// The moment shortly before the first beat that comes a whole tick or more after `due`: what was due then is over by
/// that time, even if much was due at once.
pub(super) fn eve_after(due: Timestamp) -> Timestamp {
    let at_least = due.millis() + DEADLINE_GRANULARITY_MS.cast_signed();
    let since_a_beat = (at_least + EVE_MS - BATCH_OFFSET_MS).rem_euclid(BATCH_INTERVAL_MS);
    Timestamp::from_millis(at_least + (BATCH_INTERVAL_MS - since_a_beat) % BATCH_INTERVAL_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eve_lies_just_before_the_first_beat_a_tick_or_more_later() {
        for due in 0..2 * BATCH_INTERVAL_MS {
            let eve = eve_after(Timestamp::from_millis(due)).millis();
            assert_eq!((eve + EVE_MS - BATCH_OFFSET_MS).rem_euclid(BATCH_INTERVAL_MS), 0, "of {due}");
            let rest = eve - due - DEADLINE_GRANULARITY_MS.cast_signed();
            assert!((0..BATCH_INTERVAL_MS).contains(&rest), "{rest} ms after {due}");
        }
    }
}
