//! Waking at exact moments.
//!
//! The runtime's timers count whole milliseconds from a moment of their own and round up: by median 0.8 ms late, and
//! everybody who plays would wait for that. A thread that sleeps by the system's timers is late by a tenth of it, and
//! one is enough for all jobs of a worker.

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use tokio::sync::{mpsc, oneshot};
use wpp_game::time::Timestamp;

use super::wait::{LONGEST_SLEEP, left_until, wait_until};
use crate::clock::{Clock, SharedClock};

/// Wakes whoever asked, when their moment has come. Cheap to clone; with the last copy its thread ends.
#[derive(Clone)]
pub(super) struct Alarm {
    line: Arc<Owner>,
    clock: SharedClock,
}

struct Owner(Arc<Line>);

/// Those who wait.
#[derive(Default)]
struct Line {
    waiting: Mutex<Waiting>,
    /// Rung when somebody is first in line, and when it is over.
    changed: Condvar,
}

/// Those to be woken, by when they are due, in ms since 1970.
type ByDue = BTreeMap<i64, Vec<oneshot::Sender<()>>>;

#[derive(Default)]
struct Waiting {
    by_due: ByDue,
    /// Nobody wakes anybody (any more).
    over: bool,
}

impl Alarm {
    /// An alarm with a thread of its own. Without one, should the system have none left, it is no more exact than
    /// the runtime, in which it has to be started.
    pub(super) fn start(clock: SharedClock) -> Self {
        let line = Arc::<Line>::default();
        let (serving, time) = (line.clone(), clock.clone());
        let (ring, mut rung) = mpsc::unbounded_channel();
        let serve = move || serving.serve(&*time, &ring);
        // All of a moment are woken by one task within the runtime. Woken one by one from outside, the first would be
        // under way before the last is awake, and what they send to Redis would go there one by one as well.
        tokio::spawn(async move {
            while let Some(come) = rung.recv().await {
                tell(come);
            }
        });
        if let Err(error) = thread::Builder::new().name("alarm".to_owned()).spawn(serve) {
            tracing::warn!(%error, "no thread can be started; deadlines are met a millisecond later");
            line.lock().over = true;
        }
        Self { line: Arc::new(Owner(line)), clock }
    }

    /// Waits until the clock shows `due`: never early.
    pub(super) async fn at(&self, due: Timestamp) {
        if !left_until(due, &*self.clock).is_zero() {
            // Nobody may have been there to tell, or the clock was put back.
            let _ = self.line.0.join(due).await;
            wait_until(due, &*self.clock).await;
        }
    }
}

impl Line {
    /// Joins those who wait. What is returned ends without a word if nobody will wake them.
    fn join(&self, due: Timestamp) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        let mut waiting = self.lock();
        if !waiting.over {
            let is_first = waiting.by_due.keys().next().is_none_or(|first| due.millis() < *first);
            waiting.by_due.entry(due.millis()).or_default().push(tell);
            if is_first {
                self.changed.notify_one();
            }
        }
        told
    }

    /// Rings for everybody in their turn, until it is over.
    fn serve(&self, clock: &dyn Clock, ring: &mpsc::UnboundedSender<ByDue>) {
        let mut waiting = self.lock();
        while !waiting.over {
            let come = waiting.take_due(clock.now());
            if !come.is_empty() {
                // Refused when the runtime is gone, and everybody with it.
                let _ = ring.send(come);
                continue;
            }
            waiting = match waiting.by_due.keys().next() {
                None => self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
                Some(first) => {
                    let left = left_until(Timestamp::from_millis(*first), clock).min(LONGEST_SLEEP);
                    self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Takes out those whose moment has come.
    fn take_due(&mut self, now: Timestamp) -> ByDue {
        let later = self.by_due.split_off(&now.millis().saturating_add(1));
        std::mem::replace(&mut self.by_due, later)
    }
}

fn tell(come: ByDue) {
    for told in come.into_values().flatten() {
        // Whoever does not wait any more need not be told.
        let _ = told.send(());
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, SystemClock};

    #[tokio::test]
    async fn it_wakes_each_at_their_moment_whatever_the_order_they_came_in() {
        let alarm = Alarm::start(Arc::new(SystemClock));
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
        let alarm = Alarm::start(Arc::new(SystemClock));
        let due = SystemClock.now().plus_ms(20);
        drop(alarm.line.0.join(due));
        alarm.at(due).await;
        assert!(SystemClock.now() >= due);
    }

    #[tokio::test]
    async fn the_past_is_not_awaited() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(5_000)));
        let alarm = Alarm::start(clock);
        alarm.at(Timestamp::from_millis(5_000)).await;
        alarm.at(Timestamp::from_millis(-1)).await;
    }

    #[tokio::test]
    async fn without_a_thread_it_is_the_runtime_s_timer() {
        let alarm = Alarm::start(Arc::new(SystemClock));
        alarm.line.0.lock().over = true;
        let due = SystemClock.now().plus_ms(5);
        alarm.at(due).await;
        assert!(SystemClock.now() >= due);
    }

    #[tokio::test]
    async fn its_thread_ends_with_it() {
        let alarm = Alarm::start(Arc::new(SystemClock));
        let line = Arc::downgrade(&alarm.line.0);
        let _waiting = alarm.line.0.join(SystemClock.now().plus_ms(3_600_000));
        drop(alarm);
        while line.upgrade().is_some() {
            thread::yield_now();
        }
    }
}
