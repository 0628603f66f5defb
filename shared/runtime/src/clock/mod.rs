//! The current time, injected everywhere so that tests control it.
//!
//! Both processes use a [`StoreClock`](crate::store_clock::StoreClock): the system's clock, corrected by the clock of Redis. Deadlines that one process
//! sets and another one fires are thereby read from one clock.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use wpp_game::time::Timestamp;

/// A source of the current time.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time, rounded down to the millisecond.
    fn now(&self) -> Timestamp;

    /// Returns the current time in microseconds since 1970, for measurements of lateness.
    fn micros(&self) -> i64;

    /// Returns a future that resolves after `length` of this clock's time. `None` for a clock that runs with the
    /// machine's timers.
    fn virtual_sleep(&self, _length: Duration) -> Option<BoxFuture<'static, ()>> {
        None
    }
}

/// Waits for `length` of the clock's time: with the machine's timer, or in virtual time.
pub async fn sleep(clock: &dyn Clock, length: Duration) {
    match clock.virtual_sleep(length) {
        Some(slept) => slept.await,
        None => tokio::time::sleep(length).await,
    }
}

/// A shared clock.
pub type SharedClock = Arc<dyn Clock>;

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.micros().div_euclid(1000))
    }

    #[expect(clippy::disallowed_methods, reason = "the only place that reads the system's clock")]
    fn micros(&self) -> i64 {
        chrono::Utc::now().timestamp_micros()
    }
}

/// A clock for tests, which shows the moment it was set to.
#[derive(Debug, Default)]
pub struct ManualClock {
    millis: AtomicI64,
}

impl ManualClock {
    /// Returns a clock that shows `moment`.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self { millis: AtomicI64::new(moment.millis()) }
    }

    /// Sets the clock to `moment`.
    pub fn set(&self, moment: Timestamp) {
        self.millis.store(moment.millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.millis.load(Ordering::SeqCst))
    }

    fn micros(&self) -> i64 {
        self.millis.load(Ordering::SeqCst) * 1000
    }
}
