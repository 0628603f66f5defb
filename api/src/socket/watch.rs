//! Who waits may wake: an alarm a room, for the moment when its session should have moved on.
//!
//! The queue's workers end phases. When the one that held a wake-up was killed, the queue notices
//! only after seconds; but an API process that holds sockets of the phase knows at once that it
//! is overdue, and sends a fresh wake-up that another worker takes.
//!
//! Nearly every event sets its room's alarm anew, and hardly any goes off. So to set one wakes
//! nobody, and whoever keeps them looks at most every [`LOOK_EVERY`].

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use tokio::sync::Notify;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::clock::Clock;

/// How long after its deadline a phase counts as overdue. Deadlines are met within milliseconds;
/// with [`LOOK_EVERY`] and the queue's own 160 ms a phase then ends well within half a second of its
/// deadline.
pub(super) const OVERDUE_MS: u64 = 200;

/// Between two looks at the alarms, at least.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The alarms of a process's rooms.
#[derive(Default)]
pub(super) struct Alarms {
    set: Mutex<Set>,
    /// Rung when an alarm is set for earlier than its keeper sleeps.
    earlier: Notify,
}

#[derive(Default)]
struct Set {
    by_time: BTreeSet<(Timestamp, SessionCode)>,
    by_session: BTreeMap<SessionCode, Timestamp>,
    /// Until when the keeper sleeps; `None` until something is set.
    sleeps_until: Option<Timestamp>,
}

impl Alarms {
    /// Sets the alarm of a session, in place of the one it had.
    pub(super) fn set(&self, code: &SessionCode, at: Timestamp) {
        let mut set = self.lock();
        if let Some(old) = set.by_session.insert(code.clone(), at) {
            set.by_time.remove(&(old, code.clone()));
        }
        set.by_time.insert((at, code.clone()));
        if set.sleeps_until.is_none_or(|until| at < until) {
            self.earlier.notify_one();
        }
    }

    /// Clears the alarm of a session.
    pub(super) fn clear(&self, code: &SessionCode) {
        let mut set = self.lock();
        if let Some(old) = set.by_session.remove(code) {
            set.by_time.remove(&(old, code.clone()));
        }
    }

    /// Takes the alarms that go off by `now`, and says when to look again.
    fn due(&self, now: Timestamp) -> (Vec<SessionCode>, Option<Duration>) {
        let mut set = self.lock();
        let mut due = Vec::new();
        while let Some((at, code)) = set.by_time.pop_first() {
            if at > now {
                set.by_time.insert((at, code));
                break;
            }
            set.by_session.remove(&code);
            due.push(code);
        }
        let next = set.by_time.first().map(|(at, _)| Duration::from_millis(at.ms_since(now)).max(LOOK_EVERY));
        set.sleeps_until = next.map(|pause| now.plus_ms(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)));
        (due, next)
    }

    fn lock(&self) -> MutexGuard<'_, Set> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the alarms until they are gone; calls `ring` for each that goes off.
pub(super) async fn keep(alarms: Weak<Alarms>, clock: Arc<dyn Clock>, ring: impl Fn(SessionCode)) {
    /// A keeper that sleeps longer would not notice that its process is over.
    const LONGEST: Duration = Duration::from_secs(60);
    while let Some(alarms) = alarms.upgrade() {
        let (due, pause) = alarms.due(clock.now());
        due.into_iter().for_each(&ring);
        tokio::select! {
            () = tokio::time::sleep(pause.unwrap_or(LONGEST).min(LONGEST)) => {}
            () = alarms.earlier.notified() => {}
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
    fn an_alarm_goes_off_once_at_the_moment_it_was_set_for_last() {
        let alarms = Alarms::default();
        alarms.set(&code("KWXTR"), at(100));
        alarms.set(&code("KWXTR"), at(300));
        alarms.set(&code("BCDFG"), at(200));
        assert_eq!(alarms.due(at(150)), (vec![], Some(LOOK_EVERY)));
        assert_eq!(alarms.due(at(200)), (vec![code("BCDFG")], Some(Duration::from_millis(100))));
        assert_eq!(alarms.due(at(300)), (vec![code("KWXTR")], None));
        assert_eq!(alarms.due(at(999)), (vec![], None));
    }

    #[test]
    fn a_cleared_alarm_does_not_go_off() {
        let alarms = Alarms::default();
        alarms.set(&code("KWXTR"), at(100));
        alarms.clear(&code("KWXTR"));
        assert_eq!(alarms.due(at(200)), (vec![], None));
    }

    #[tokio::test]
    async fn who_sleeps_longer_is_woken_by_an_earlier_alarm() {
        let alarms = Alarms::default();
        alarms.set(&code("KWXTR"), at(1_000_000));
        alarms.earlier.notified().await;
        alarms.due(at(0));
        alarms.set(&code("BCDFG"), at(2_000_000));
        alarms.set(&code("BCDFG"), at(500));
        tokio::time::timeout(Duration::from_secs(5), alarms.earlier.notified()).await.unwrap();
    }
}
