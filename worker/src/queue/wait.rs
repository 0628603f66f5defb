//! Waiting for a moment of a clock.

use std::time::Duration;

use wpp_game::time::Timestamp;
use wpp_runtime::{
    clock::{self, Clock},
    deadlines::schedule::MAX_SLEEP,
};

/// Waits until `clock` shows `due` or later. Never returns early; returns about 1 ms late, because tokio's
/// timer counts whole milliseconds.
pub(super) async fn wait_until(due: Timestamp, clock: &dyn Clock) {
    loop {
        let left = time_until(due, clock);
        if left.is_zero() {
            return;
        }
        clock::sleep(clock, left.min(MAX_SLEEP)).await;
    }
}

/// Returns the time until `clock` shows `due`; zero afterwards.
pub(super) fn time_until(due: Timestamp, clock: &dyn Clock) -> Duration {
    let micros = due.millis().saturating_mul(1000).saturating_sub(clock.micros());
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use wpp_runtime::clock::{ManualClock, SystemClock};

    use super::*;

    #[tokio::test]
    async fn never_returns_early() {
        for ms in 0..20 {
            let due = SystemClock.now().plus_ms(ms);
            wait_until(due, &SystemClock).await;
            assert!(SystemClock.now() >= due);
        }
    }

    #[tokio::test]
    async fn a_past_moment_returns_at_once() {
        let clock = ManualClock::at(Timestamp::from_millis(5_000));
        wait_until(Timestamp::from_millis(5_000), &clock).await;
        wait_until(Timestamp::from_millis(-1), &clock).await;
    }
}
