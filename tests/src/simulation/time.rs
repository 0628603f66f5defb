//! Virtual time: a clock, its timers, and a runtime that moves the clock whenever all tasks wait.

use std::{
    collections::BTreeMap,
    future::Future,
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::runtime::{Builder, Runtime};
use wpp_game::time::Timestamp;
use wpp_runtime::clock::Clock;

/// The start of every simulation, in microseconds since 1970.
pub const DAWN_US: i64 = 1_767_225_600_000_000;

/// The time of one simulation. Cheap to clone.
#[derive(Clone)]
pub struct VirtualTime(Arc<Mutex<Timers>>);

struct Timers {
    now_us: i64,
    /// Waiting tasks by due time and order of registration, which decides between equal due times.
    waiting: BTreeMap<(i64, u64), Waker>,
    registered: u64,
}

impl Default for VirtualTime {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Timers { now_us: DAWN_US, waiting: BTreeMap::new(), registered: 0 })))
    }
}

impl VirtualTime {
    /// Returns a runtime with one thread and without real timers and I/O. The clock moves to the next timer whenever no
    /// task can run.
    ///
    /// # Errors
    /// When the system refuses a runtime.
    pub fn runtime(&self) -> io::Result<Runtime> {
        let time = self.clone();
        Builder::new_current_thread().on_thread_park(move || time.advance()).build()
    }

    /// Returns the time in microseconds since 1970.
    #[must_use]
    pub fn now_us(&self) -> i64 {
        self.lock().now_us
    }

    /// Waits until `due_us`.
    pub fn sleep_until(&self, due_us: i64) -> impl Future<Output = ()> + Send + use<> {
        Sleep { time: self.clone(), due_us, key: None }
    }

    /// Waits for `length`.
    pub fn sleep(&self, length: Duration) -> impl Future<Output = ()> + Send + use<> {
        let micros = i64::try_from(length.as_micros()).unwrap_or(i64::MAX);
        self.sleep_until(self.now_us().saturating_add(micros))
    }

    /// Returns a clock that deviates by `skew_us` microseconds.
    #[must_use]
    pub fn clock(&self, skew_us: i64) -> ProcessClock {
        ProcessClock { time: self.clone(), skew_us }
    }

    fn advance(&self) {
        let waker = {
            let mut timers = self.lock();
            let Some(((due_us, _), waker)) = timers.waiting.pop_first() else { return };
            timers.now_us = due_us.max(timers.now_us);
            waker
        };
        waker.wake();
    }

    fn lock(&self) -> MutexGuard<'_, Timers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The clock of one process.
pub struct ProcessClock {
    time: VirtualTime,
    skew_us: i64,
}

impl Clock for ProcessClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.micros().div_euclid(1000))
    }

    fn micros(&self) -> i64 {
        self.time.now_us() + self.skew_us
    }

    fn virtual_sleep(&self, length: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(self.time.sleep(length).boxed())
    }
}

struct Sleep {
    time: VirtualTime,
    due_us: i64,
    key: Option<(i64, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let time = self.time.clone();
        let mut timers = time.lock();
        if timers.now_us >= self.due_us {
            if let Some(key) = self.key.take() {
                timers.waiting.remove(&key);
            }
            return Poll::Ready(());
        }
        timers.registered += 1;
        let fresh = (self.due_us, timers.registered);
        let key = *self.key.get_or_insert(fresh);
        timers.waiting.insert(key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            self.time.lock().waiting.remove(&key);
        }
    }
}
