//! Waking at exact moments.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    sync::{Notify, oneshot},
    task::AbortHandle,
};
use wpp_game::time::Timestamp;

use super::{
    precision_timer::PrecisionTimer,
    wait::{LONGEST_SLEEP, left_until, wait_until},
};
use crate::clock::{Clock, SharedClock};

/// Wakes whoever asked, when their moment has come: one [`PrecisionTimer`] for all jobs of a worker. Cheap to clone; with
/// the last copy its task ends.
#[derive(Clone)]
pub(super) struct DeadlineTimer {
    ringing: Arc<Ringing>,
    clock: SharedClock,
}

struct Ringing {
    line: Arc<Line>,
    task: AbortHandle,
}

/// Those who wait.
#[derive(Default)]
struct Line {
    by_due: Mutex<ByDue>,
    /// Somebody else is first.
    changed: Notify,
}

/// Those to be woken, by when they are due, in ms since 1970.
type ByDue = BTreeMap<i64, Vec<oneshot::Sender<()>>>;

impl DeadlineTimer {
    /// An alarm with a task of its own.
    pub(super) fn start(clock: SharedClock) -> Self {
        let line = Arc::<Line>::default();
        let (serving, time) = (line.clone(), clock.clone());
        let task = tokio::spawn(async move { serving.serve(&*time).await }).abort_handle();
        Self { ringing: Arc::new(Ringing { line, task }), clock }
    }

    /// Waits until the clock shows `due`: never early.
    pub(super) async fn at(&self, due: Timestamp) {
        if !left_until(due, &*self.clock).is_zero() {
            let _ = self.ringing.line.join(due).await;
            // As a rule this is over at once; but the clock may have been put back.
            wait_until(due, &*self.clock).await;
        }
    }
}

impl Line {
    fn join(&self, due: Timestamp) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        let mut by_due = self.lock();
        let is_first = by_due.keys().next().is_none_or(|first| due.millis() < *first);
        by_due.entry(due.millis()).or_default().push(tell);
        if is_first {
            self.changed.notify_one();
        }
        told
    }

    /// Wakes everybody in their deadline, all of a moment together.
    async fn serve(&self, clock: &dyn Clock) {
        let mut timer = PrecisionTimer::new();
        loop {
            for told in self.take_due(clock.now()).into_values().flatten() {
                // Whoever does not wait any more need not be told.
                let _ = told.send(());
            }
            let first = self.lock().keys().next().copied();
            let next = async {
                match first {
                    Some(due) => timer.sleep(left_until(Timestamp::from_millis(due), clock).min(LONGEST_SLEEP)).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! { () = next => {}, () = self.changed.notified() => {} }
        }
    }

    /// Takes out those whose moment has come.
    fn take_due(&self, now: Timestamp) -> ByDue {
        let mut by_due = self.lock();
        let later = by_due.split_off(&now.millis().saturating_add(1));
        std::mem::replace(&mut *by_due, later)
    }

    fn lock(&self) -> MutexGuard<'_, ByDue> {
        self.by_due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ringing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, SystemClock};

    #[tokio::test]
    async fn it_wakes_each_at_their_moment_whatever_the_order_they_came_in() {
        let alarm = DeadlineTimer::start(Arc::new(SystemClock));
        let start = SystemClock.now();
        let waits = [30, 10, 20, 10, 0].map(|ms| {
            let (alarm, due) = (alarm.clone(), start.plus_ms(ms));
            tokio::spawn(async move {
                alarm.at(due).await;
                (SystemClock.now() >= due, ms)
            })
        });
        for wait in waits {
            let (in_time, ms) = wait.await.unwrap();
            assert!(in_time, "woken before {ms} ms were over");
        }
    }

    #[tokio::test]
    async fn who_lets_go_holds_up_nobody() {
        let alarm = DeadlineTimer::start(Arc::new(SystemClock));
        let due = SystemClock.now().plus_ms(20);
        drop(alarm.ringing.line.join(due));
        alarm.at(due).await;
        assert!(SystemClock.now() >= due);
    }

    #[tokio::test]
    async fn the_past_is_not_awaited() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(5_000)));
        let alarm = DeadlineTimer::start(clock);
        alarm.at(Timestamp::from_millis(5_000)).await;
        alarm.at(Timestamp::from_millis(-1)).await;
    }

    #[tokio::test]
    async fn its_task_ends_with_it_and_nobody_waits_for_ever() {
        let alarm = DeadlineTimer::start(Arc::new(SystemClock));
        let line = Arc::downgrade(&alarm.ringing.line);
        let waiting = alarm.ringing.line.join(SystemClock.now().plus_ms(3_600_000));
        drop(alarm);
        assert!(waiting.await.is_err());
        assert!(line.upgrade().is_none());
    }
}
