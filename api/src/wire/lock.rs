//! A mutex that several threads of a test can reach in every possible order.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A mutex whose data stays usable after a panic of its holder. In unit tests, shuttle chooses which thread locks it
/// next.
#[derive(Debug, Default)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    /// Creates a mutex that holds `data`.
    pub(crate) fn new(data: T) -> Self {
        Self(Mutex::new(data))
    }

    /// Locks the data. Hold the guard briefly, and never while waiting.
    #[cfg(not(test))]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        interleaving::yield_now();
        loop {
            match self.0.try_lock() {
                Ok(guard) => return guard,
                Err(std::sync::TryLockError::Poisoned(poisoned)) => return PoisonError::into_inner(poisoned),
                Err(std::sync::TryLockError::WouldBlock) => interleaving::yield_now(),
            }
        }
    }
}

/// Tests that run threads in many orders.
#[cfg(test)]
pub(crate) mod interleaving {
    use std::cell::Cell;

    thread_local! {
        static IS_SCHEDULED: Cell<bool> = const { Cell::new(false) };
    }

    /// Orders that each test tries. They follow from a fixed seed.
    const ORDERS: usize = 300;

    /// Runs `test` in many orders of its threads, which it starts with `shuttle::thread::spawn`.
    pub(crate) fn in_many_orders(test: impl Fn() + Send + Sync + 'static) {
        let scheduler = shuttle::scheduler::RandomScheduler::new_from_seed(20_261_129, ORDERS);
        IS_SCHEDULED.set(true);
        shuttle::Runner::new(scheduler, shuttle::Config::default()).run(test);
        IS_SCHEDULED.set(false);
    }

    /// Lets another thread of the test run. Does nothing in other tests.
    pub(super) fn yield_now() {
        if IS_SCHEDULED.get() {
            shuttle::thread::yield_now();
        } else {
            std::thread::yield_now();
        }
    }
}
