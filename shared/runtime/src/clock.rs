//! Time, behind one seam.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use wpp_game::time::Timestamp;

/// Where the time comes from. Everything that needs it is handed one; nothing reads the system's.
pub trait Clock: Send + Sync + 'static {
    /// The present moment, to the millisecond, rounded down.
    fn now(&self) -> Timestamp;

    /// The present moment in microseconds since 1970, for measuring how late something is.
    fn micros(&self) -> i64;
}

/// A clock that is shared.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.micros().div_euclid(1000))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    fn micros(&self) -> i64 {
        chrono::Utc::now().timestamp_micros()
    }
}

/// A clock that stands where it is put, for tests.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `moment`.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self(AtomicI64::new(moment.millis()))
    }

    /// Puts the clock to `moment`.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn micros(&self) -> i64 {
        self.0.load(Ordering::SeqCst) * 1000
    }
}
