//! One timer for the deadlines of all jobs of a worker.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    sync::{Notify, oneshot},
    task::AbortHandle,
};
use wpp_game::time::Timestamp;
use wpp_runtime::{
    clock::{Clock, SharedClock},
    deadlines::schedule::MAX_SLEEP,
};

use super::{
    precision_timer::PrecisionTimer,
    wait::{time_until, wait_until},
};

/// Wakes tasks at their due times: one [`PrecisionTimer`] for all jobs of a worker. Cheap to clone. Its task
/// ends when the last clone is dropped.
#[derive(Clone)]
pub(super) struct DeadlineTimer {
    task: Arc<TimerTask>,
    clock: SharedClock,
}

struct TimerTask {
    waiters: Arc<Waiters>,
    handle: AbortHandle,
}

#[derive(Default)]
struct Waiters {
    by_due: Mutex<WaitersByDue>,
    /// Signals that the earliest due time has changed.
    changed: Notify,
}

/// Waiting tasks by due time, in ms since 1970.
type WaitersByDue = BTreeMap<i64, Vec<oneshot::Sender<()>>>;

impl DeadlineTimer {
    /// Starts a timer with a dedicated task.
    pub(super) fn start(clock: SharedClock) -> Self {
        let waiters = Arc::<Waiters>::default();
        let (served, time) = (waiters.clone(), clock.clone());
        let handle = tokio::spawn(async move { served.serve(&*time).await }).abort_handle();
        Self { task: Arc::new(TimerTask { waiters, handle }), clock }
    }

    /// Waits until the clock shows `due`. Never returns early.
    pub(super) async fn wait_until(&self, due: Timestamp) {
        if !time_until(due, &*self.clock).is_zero() {
            let _ = self.task.waiters.add(due).await;
            // Returns at once, unless the clock was set back meanwhile.
            wait_until(due, &*self.clock).await;
        }
    }
}

impl Waiters {
    fn add(&self, due: Timestamp) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        let mut by_due = self.lock();
        let is_first = by_due.keys().next().is_none_or(|first| due.millis() < *first);
        by_due.entry(due.millis()).or_default().push(sender);
        if is_first {
            self.changed.notify_one();
        }
        receiver
    }

    /// Wakes every task at its due time, all tasks of one moment together.
    async fn serve(&self, clock: &dyn Clock) {
        // Created for the first real sleep: virtual time has no timer descriptors.
        let mut timer = None;
        loop {
            for waiter in self.take_due(clock.now()).into_values().flatten() {
                // Fails only when the task was cancelled.
                let _ = waiter.send(());
            }
            let first = self.lock().keys().next().copied();
            let next = async {
                match first {
                    Some(due) => {
                        let left = time_until(Timestamp::from_millis(due), clock).min(MAX_SLEEP);
                        match clock.virtual_sleep(left) {
                            Some(slept) => slept.await,
                            None => timer.get_or_insert_with(PrecisionTimer::new).sleep(left).await,
                        }
                    }
                    None => std::future::pending().await,
                }
            };
            tokio::select! { biased; () = next => {}, () = self.changed.notified() => {} }
        }
    }

    /// Removes and returns the tasks due at `now` or earlier.
    fn take_due(&self, now: Timestamp) -> WaitersByDue {
        let mut by_due = self.lock();
        let later = by_due.split_off(&now.millis().saturating_add(1));
        std::mem::replace(&mut *by_due, later)
    }

    fn lock(&self) -> MutexGuard<'_, WaitersByDue> {
        self.by_due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for TimerTask {
    fn drop(&mut self) {
        self.handle.abort();
    }
}

#[cfg(test)]
mod tests {
    use wpp_runtime::clock::{ManualClock, SystemClock};

    use super::*;

    #[tokio::test]
    async fn wakes_each_task_at_its_due_time() {
        let timer = DeadlineTimer::start(Arc::new(SystemClock));
        let start = SystemClock.now();
        let waits = [30, 10, 20, 10, 0].map(|ms| {
            let (timer, due) = (timer.clone(), start.plus_ms(ms));
            tokio::spawn(async move {
                timer.wait_until(due).await;
                (SystemClock.now() >= due, ms)
            })
        });
        for wait in waits {
            let (in_time, ms) = wait.await.unwrap();
            assert!(in_time, "woken before {ms} ms were over");
        }
    }

    #[tokio::test]
    async fn a_cancelled_wait_blocks_no_other() {
        let timer = DeadlineTimer::start(Arc::new(SystemClock));
        let due = SystemClock.now().plus_ms(20);
        drop(timer.task.waiters.add(due));
        timer.wait_until(due).await;
        assert!(SystemClock.now() >= due);
    }

    #[tokio::test]
    async fn a_past_due_time_returns_at_once() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(5_000)));
        let timer = DeadlineTimer::start(clock);
        timer.wait_until(Timestamp::from_millis(5_000)).await;
        timer.wait_until(Timestamp::from_millis(-1)).await;
    }

    #[tokio::test]
    async fn dropping_the_timer_ends_task_and_waits() {
        let timer = DeadlineTimer::start(Arc::new(SystemClock));
        let waiters = Arc::downgrade(&timer.task.waiters);
        let waiting = timer.task.waiters.add(SystemClock.now().plus_ms(3_600_000));
        drop(timer);
        assert!(waiting.await.is_err());
        assert!(waiters.upgrade().is_none());
    }
}
