//! Detects sessions whose deadline passed without an event.
//!
//! Workers end phases. If the worker that held a deadline is killed, the queue notices after seconds. An API process
//! that holds sockets of the session notices within [`OVERDUE_MS`] and sends a nudge, which another worker takes.
//!
//! Nearly every event sets a new check time for its session, and few checks are ever due. Setting a check therefore
//! wakes no task, and the monitor runs at most once per [`CHECK_EVERY`].

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use tokio::sync::Notify;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::clock::{self, Clock};

/// Time after its deadline at which a phase is overdue. Together with [`CHECK_EVERY`] and the queue's batch interval of
/// 160 ms, a nudged phase ends within half a second of its deadline.
pub(super) const OVERDUE_MS: u64 = 200;

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
    /// Time at which the monitor wakes; `None` while no check is set.
    sleeps_until: Option<Timestamp>,
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

    /// Removes the checks that are due at `now`. Returns them and the time until the next run.
    fn take_due(&self, now: Timestamp) -> (Vec<SessionCode>, Option<Duration>) {
        let mut checks = self.lock();
        let mut due = Vec::new();
        while let Some((at, code)) = checks.by_time.pop_first() {
            if at > now {
                checks.by_time.insert((at, code));
                break;
            }
            checks.by_session.remove(&code);
            due.push(code);
        }
        let next = checks.by_time.first().map(|(at, _)| Duration::from_millis(at.ms_since(now)).max(CHECK_EVERY));
        checks.sleeps_until = next.map(|pause| now.plus_ms(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)));
        (due, next)
    }

    fn lock(&self) -> MutexGuard<'_, Checks> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs the monitor until it is dropped. Calls `on_due` for each session whose check is due.
pub(super) async fn run(monitor: Weak<OverdueMonitor>, clock: Arc<dyn Clock>, on_due: impl Fn(SessionCode)) {
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
mod tests {
    use super::*;

    fn code(text: &str) -> SessionCode {
        SessionCode::parse(text).unwrap()
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    #[test]
    fn check_is_due_once_at_last_set_time() {
        let monitor = OverdueMonitor::default();
        monitor.set(&code("KWXTRN"), at(100));
        monitor.set(&code("KWXTRN"), at(300));
        monitor.set(&code("BCDFGH"), at(200));
        assert_eq!(monitor.take_due(at(150)), (vec![], Some(CHECK_EVERY)));
        assert_eq!(monitor.take_due(at(200)), (vec![code("BCDFGH")], Some(Duration::from_millis(100))));
        assert_eq!(monitor.take_due(at(300)), (vec![code("KWXTRN")], None));
        assert_eq!(monitor.take_due(at(999)), (vec![], None));
    }

    #[test]
    fn cleared_check_is_never_due() {
        let monitor = OverdueMonitor::default();
        monitor.set(&code("KWXTRN"), at(100));
        monitor.clear(&code("KWXTRN"));
        assert_eq!(monitor.take_due(at(200)), (vec![], None));
    }

    #[tokio::test]
    async fn earlier_check_wakes_monitor() {
        let monitor = OverdueMonitor::default();
        monitor.set(&code("KWXTRN"), at(1_000_000));
        monitor.earlier.notified().await;
        monitor.take_due(at(0));
        monitor.set(&code("BCDFGH"), at(2_000_000));
        monitor.set(&code("BCDFGH"), at(500));
        tokio::time::timeout(Duration::from_secs(5), monitor.earlier.notified()).await.unwrap();
    }
}
