//! The system's clock, corrected by the clock of Redis.

mod offset;

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use metrics::gauge;
use redis::RedisError;
use wpp_game::time::Timestamp;

use self::offset::{OffsetEstimate, Sample};
use crate::{
    clock::{Clock, SharedClock, SystemClock},
    redis_connection::RedisConnection,
    telemetry::names,
};

/// Interval between two measurements.
const MEASURE_EVERY: Duration = Duration::from_secs(1);

/// Measurements before the clock is used for the first time. The one with the shortest round trip counts.
const FIRST_MEASUREMENTS: usize = 3;

/// Deviation from Redis, in microseconds, from which its clock is used. A smaller one may be an error of the
/// measurement. Two processes differ by at most twice as much.
const CORRECT_FROM_MICROS: u64 = 30_000;

/// Deviation in microseconds below which the correction ends, so that the clock does not alternate at the bound.
const CORRECT_UNTIL_MICROS: u64 = 15_000;

/// Deviation in microseconds from which the process warns.
const WARN_FROM_MICROS: u64 = 100_000;

/// Interval between two warnings, in milliseconds.
const WARN_EVERY_MS: u64 = 60_000;

/// The system's clock. If it deviates from the clock of Redis, the clock of Redis: all processes of a platform then
/// agree on every deadline, whatever their machines show.
pub struct StoreClock {
    system: SharedClock,
    /// Added to the system's clock, in microseconds.
    correction: AtomicI64,
}

impl StoreClock {
    /// Measures the system's clock and returns the corrected one. Measures again every second until the clock is
    /// dropped.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn start(redis: RedisConnection) -> Result<Arc<Self>, RedisError> {
        Self::start_on(Arc::new(SystemClock), redis).await
    }

    /// Like [`start`](Self::start), for another system's clock.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn start_on(system: SharedClock, redis: RedisConnection) -> Result<Arc<Self>, RedisError> {
        let clock = Arc::new(Self { system, correction: AtomicI64::new(0) });
        let mut watch = Watch { redis, estimate: OffsetEstimate::default(), warned_at: None };
        for _ in 0..FIRST_MEASUREMENTS {
            watch.measure(&clock).await?;
        }
        tokio::spawn(watch.run(Arc::downgrade(&clock)));
        Ok(clock)
    }

    /// Uses the clock of Redis if the system's clock deviates by `offset` microseconds too many.
    fn correct(&self, offset: i64) {
        let is_corrected = self.correction.load(Ordering::Relaxed) != 0;
        let bound = if is_corrected { CORRECT_UNTIL_MICROS } else { CORRECT_FROM_MICROS };
        let correction = if offset.unsigned_abs() < bound { 0 } else { offset };
        self.correction.store(correction, Ordering::Relaxed);
    }
}

impl Clock for StoreClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.micros().div_euclid(1000))
    }

    fn micros(&self) -> i64 {
        self.system.micros() + self.correction.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for StoreClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreClock").field("correction", &self.correction).finish_non_exhaustive()
    }
}

/// Measures how far the clock of Redis is ahead of the system's clock, in microseconds.
///
/// # Errors
/// When Redis does not answer.
pub async fn offset_micros(redis: &RedisConnection) -> Result<i64, RedisError> {
    let (mut estimate, mut offset) = (OffsetEstimate::default(), 0);
    for _ in 0..FIRST_MEASUREMENTS {
        if let Some(sample) = sample(&SystemClock, redis).await? {
            offset = estimate.add(sample);
        }
    }
    Ok(offset)
}

/// Measures the clock of Redis once. Returns `None` if `system` was set back meanwhile.
async fn sample(system: &dyn Clock, redis: &RedisConnection) -> Result<Option<Sample>, RedisError> {
    let sent = system.micros();
    let (seconds, micros): (i64, i64) = redis::cmd("TIME").query_async(&mut redis.clone()).await?;
    Ok(Sample::new(sent, seconds * 1_000_000 + micros, system.micros()))
}

/// Repeated measurement of the system's clock.
struct Watch {
    redis: RedisConnection,
    estimate: OffsetEstimate,
    /// Time of the last warning by the corrected clock.
    warned_at: Option<Timestamp>,
}

impl Watch {
    async fn run(mut self, clock: Weak<StoreClock>) {
        loop {
            tokio::time::sleep(MEASURE_EVERY).await;
            let Some(clock) = clock.upgrade() else { return };
            if let Err(error) = self.measure(&clock).await {
                tracing::debug!(%error, "clock not compared with Redis");
            }
        }
    }

    async fn measure(&mut self, clock: &StoreClock) -> Result<(), RedisError> {
        if let Some(sample) = sample(&*clock.system, &self.redis).await? {
            let offset = self.estimate.add(sample);
            clock.correct(offset);
            self.report(offset, clock.now());
        }
        Ok(())
    }

    fn report(&mut self, offset: i64, now: Timestamp) {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        gauge!(names::CLOCK_OFFSET).set(offset as f64 / 1e6);
        let is_quiet = self.warned_at.is_some_and(|warned_at| now.ms_since(warned_at) < WARN_EVERY_MS);
        if offset.unsigned_abs() >= WARN_FROM_MICROS && !is_quiet {
            self.warned_at = Some(now);
            let behind_ms = offset / 1000;
            tracing::warn!(behind_ms, "this machine's clock differs from that of Redis; synchronise both (NTP)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    fn clock() -> StoreClock {
        let system = Arc::new(ManualClock::at(Timestamp::from_millis(1_000_000)));
        StoreClock { system, correction: AtomicI64::new(0) }
    }

    #[test]
    fn ignores_a_small_deviation() {
        let clock = clock();
        clock.correct(29_999);
        assert_eq!(clock.now(), Timestamp::from_millis(1_000_000));
    }

    #[test]
    fn corrects_a_large_deviation_until_it_ends() {
        let clock = clock();
        for (offset, shown) in [(-20_000_000, 980_000), (30_000, 1_000_030), (16_000, 1_000_016), (14_000, 1_000_000)] {
            clock.correct(offset);
            assert_eq!(clock.now(), Timestamp::from_millis(shown), "{offset}");
        }
        clock.correct(16_000);
        assert_eq!(clock.now(), Timestamp::from_millis(1_000_000), "the bound to begin is higher");
    }
}
