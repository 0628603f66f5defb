//! Detects sessions whose deadline passed without an event.
//!
//! Workers end phases. If the worker that held a deadline is killed, the queue notices after seconds. An API process
//! that holds sockets of the session notices within [`OVERDUE_MS`] and sends a nudge, which another worker takes.
//!
//! A nudge is work for the workers, so overload must not cause nudges. Two rules ensure that. The monitor waits
//! [`PATIENCE`] times as long as the workers are late ([`RecentLateness`]), and at most [`MAX_CHECKS`] sessions are
//! nudged at a time. `docs/decisions/0090` holds the measurements.
//!
//! Nearly every event sets a new check time for its session, and few checks are ever due. Setting a check therefore
//! wakes no task, and the monitor runs at most once per [`CHECK_EVERY`].

mod recent_lateness;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use metrics::counter;
use tokio::sync::Notify;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::{
    clock::{self, Clock},
    telemetry::names,
};

use self::recent_lateness::RecentLateness;

/// Time after its deadline at which a phase is overdue, while workers are on time. Together with [`CHECK_EVERY`] and
/// the queue's batch interval of 160 ms, a nudged phase ends within half a second of its deadline.
pub(super) const OVERDUE_MS: u64 = 200;

/// Multiple of the workers' current lateness that is added to [`OVERDUE_MS`].
const PATIENCE: u64 = 2;

/// Maximum number of sessions that this process checks or nudges at a time. A live worker frees the place of a nudged
/// session within a batch interval, so a process rescues more than a thousand sessions a second.
const MAX_CHECKS: usize = 256;

/// Minimum time between two runs of the monitor.
const CHECK_EVERY: Duration = Duration::from_millis(50);

/// The check times of the sessions that have a room in this process.
#[derive(Default)]
pub(super) struct OverdueMonitor {
    checks: Mutex<Checks>,
    /// Notified when a check is due before the monitor wakes.
    earlier: Notify,
}

#[derive(Default)]
struct Checks {
    by_time: BTreeSet<(Timestamp, SessionCode)>,
    by_session: BTreeMap<SessionCode, Timestamp>,
    /// Number of checks under way.
    running: usize,
    lateness: RecentLateness,
    /// Time at which the monitor wakes; `None` while no check is set.
    sleeps_until: Option<Timestamp>,
}

/// A check under way. Occupies one of the monitor's places until it is dropped.
pub(super) struct OverdueCheck {
    pub(super) code: SessionCode,
    monitor: Arc<OverdueMonitor>,
}

impl OverdueMonitor {
    /// Sets the check time of a session. Replaces its previous check time.
    pub(super) fn set(&self, code: &SessionCode, at: Timestamp) {
        let mut checks = self.lock();
        if let Some(old) = checks.by_session.insert(code.clone(), at) {
            checks.by_time.remove(&(old, code.clone()));
        }
        checks.by_time.insert((at, code.clone()));
        if checks.sleeps_until.is_none_or(|until| at < until) {
            self.earlier.notify_one();
        }
    }

    /// Removes the check time of a session.
    pub(super) fn clear(&self, code: &SessionCode) {
        let mut checks = self.lock();
        if let Some(old) = checks.by_session.remove(code) {
            checks.by_time.remove(&(old, code.clone()));
        }
    }

    /// Records that the event of the deadline `due_at` arrived at `now`.
    pub(super) fn record_deadline(&self, due_at: Timestamp, now: Timestamp) {
        self.lock().lateness.record(due_at, now);
    }

    /// Returns the time after its deadline at which a phase is overdue at `now`, in milliseconds.
    pub(super) fn overdue_ms(&self, now: Timestamp) -> u64 {
        OVERDUE_MS + self.lock().patience_ms(now)
    }

    /// Removes the checks that are due at `now`, as many as there are places. Returns them and the time until the
    /// next run.
    fn take_due(self: &Arc<Self>, now: Timestamp) -> (Vec<OverdueCheck>, Option<Duration>) {
        let mut checks = self.lock();
        let due_from = now.minus_ms(checks.patience_ms(now));
        let mut due = Vec::new();
        while let Some((at, code)) = checks.by_time.pop_first() {
            let is_due = at <= due_from;
            if !is_due || checks.running >= MAX_CHECKS {
                if is_due {
                    counter!(names::LIMIT_REACHED, "limit" => "nudges").increment(1);
                }
                checks.by_time.insert((at, code));
                break;
            }
            checks.by_session.remove(&code);
            checks.running += 1;
            due.push(OverdueCheck { code, monitor: self.clone() });
        }
        let next = checks.by_time.first().map(|(at, _)| Duration::from_millis(at.ms_since(now)).max(CHECK_EVERY));
        checks.sleeps_until = next.map(|pause| now.plus_ms(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)));
        (due, next)
    }

    fn lock(&self) -> MutexGuard<'_, Checks> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Checks {
    fn patience_ms(&self, now: Timestamp) -> u64 {
        self.lateness.lower_quartile(now).saturating_mul(PATIENCE)
    }
}

impl Drop for OverdueCheck {
    fn drop(&mut self) {
        self.monitor.lock().running -= 1;
    }
}

/// Runs the monitor until it is dropped. Calls `on_due` for each session whose check is due.
pub(super) async fn run(monitor: Weak<OverdueMonitor>, clock: Arc<dyn Clock>, on_due: impl Fn(OverdueCheck)) {
    /// Bounds the time until this task ends after the monitor is dropped.
    const MAX_SLEEP: Duration = Duration::from_secs(60);
    while let Some(monitor) = monitor.upgrade() {
        let (due, pause) = monitor.take_due(clock.now());
        due.into_iter().for_each(&on_due);
        tokio::select! {
            biased;
            () = clock::sleep(&*clock, pause.unwrap_or(MAX_SLEEP).min(MAX_SLEEP)) => {}
            () = monitor.earlier.notified() => {}
        }
    }
}

#[cfg(test)]
mod tests;
