//! Observes everything that the store executes, and checks what must hold at every step.

use std::collections::{BTreeSet, VecDeque};

use wpp_game::{
    ids::SessionCode,
    session::{STORE_CHANGE_ABSENCE_MS, Session},
    time::Timestamp,
};
use wpp_runtime::{
    deadlines::{Job, PhaseDeadline},
    store::Commit,
};

use super::{
    climate::Climate,
    model::{Store, StoredGame},
};
use crate::loadtest::messages::Head;

/// Lines of the trace before a violation.
const RECENT: usize = 40;

/// Operations that repeat all the time. The trace omits them.
const ROUTINE: [&str; 3] = [" fetch", " renew", " instances"];

/// Largest difference between two clocks, in microseconds. Smaller ones are not corrected.
pub const SKEW_US: i64 = 30_000;

/// Lateness of a deadline in microseconds, if nothing disturbs the game.
const CALM_LATENESS_US: i64 = 200_000;

/// Lateness of a deadline in microseconds, if processes are killed.
const NUDGED_LATENESS_US: i64 = 1_500_000;

/// Lateness of a deadline in microseconds under any faults, apart from the time without a store.
const LATENESS_US: i64 = 11_500_000;

/// Lateness that each outage after the first adds to its own length, in microseconds: the store lost up to a second of commits,
/// and the phones have time again to offer their answers.
const FURTHER_OUTAGE_US: i64 = 1_000_000 + STORE_CHANGE_ABSENCE_MS.cast_signed() * 1_000;

/// The observations of one game.
#[derive(Debug)]
pub struct Monitor {
    /// Violations, each with its step and time.
    pub violations: Vec<String>,
    /// Number of steps: operations that the store executed.
    pub steps: u64,
    /// A digest of all steps. Two runs of a seed have the same one.
    pub digest: u64,
    /// The last lines of the trace.
    pub recent: VecDeque<String>,
    keeps_all: bool,
    /// Ids of all wake-ups ever queued.
    queued: BTreeSet<String>,
    /// Times without a store.
    outages: Vec<(i64, i64)>,
}

impl Monitor {
    /// Returns a monitor that keeps the whole trace, or its last lines.
    #[must_use]
    pub fn new(keeps_all: bool) -> Self {
        Self {
            violations: Vec::new(),
            steps: 0,
            digest: 0xcbf2_9ce4_8422_2325,
            recent: VecDeque::new(),
            keeps_all,
            queued: BTreeSet::new(),
            outages: Vec::new(),
        }
    }

    /// Records an operation of the store.
    pub fn step(&mut self, now_us: i64, line: impl FnOnce() -> String) {
        self.steps += 1;
        self.note(now_us, line);
    }

    /// Records a line of the trace. After a violation, the trace ends.
    pub fn note(&mut self, now_us: i64, line: impl FnOnce() -> String) {
        let line = format!("{:>6} {:>10} {}", self.steps, millis(now_us), line());
        for byte in line.bytes() {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let is_routine = ROUTINE.iter().any(|routine| line.ends_with(routine));
        if self.violations.is_empty() && !is_routine {
            self.recent.push_back(line);
            if self.recent.len() > RECENT && !self.keeps_all {
                self.recent.pop_front();
            }
        }
    }

    /// Records a violation.
    pub fn violation(&mut self, now_us: i64, what: &str) {
        self.violations.push(format!("step {} at {} s: {what}", self.steps, millis(now_us)));
    }

    /// Records queued wake-ups.
    pub fn queued<'a>(&mut self, ids: impl Iterator<Item = &'a String>) {
        self.queued.extend(ids.cloned());
    }

    /// Records a time without a store.
    pub fn outage(&mut self, from_us: i64, until_us: i64) {
        self.outages.push((from_us, until_us));
    }

    /// Checks a commit that the store executed. `read` is the version before it.
    pub fn commit(
        &mut self,
        now_us: i64,
        climate: &Climate,
        store: &Store,
        read: Option<u64>,
        (code, commit): (&SessionCode, &Commit<'_>),
    ) {
        let Some(game) = store.data.sessions.get(code) else { return };
        let faults = [
            (read != Some(commit.read_version)).then(|| "a commit replaced a version that it had not read".to_owned()),
            self.wake_up(code, game, commit),
            state(now_us, game),
        ];
        faults.into_iter().flatten().for_each(|fault| self.violation(now_us, &fault));
        let due_us = commit.events.iter().find_map(|event| Head::read(&event.envelope).ok()?.due_us());
        if let Some(fault) = due_us.and_then(|due_us| self.lateness(now_us, climate, due_us)) {
            self.violation(now_us, &fault);
        }
    }

    /// A wake-up is in the queue before the commit that needs it.
    fn wake_up(&self, code: &SessionCode, game: &StoredGame, commit: &Commit<'_>) -> Option<String> {
        if game.armed != commit.armed {
            return Some(format!("the stored wake-up is {:?} instead of {:?}", game.armed, commit.armed));
        }
        let armed = commit.armed?;
        let job = PhaseDeadline { session: code.clone(), version: armed.version, due_at: armed.due_at };
        let is_queued = self.queued.contains(&job.task_id());
        (!is_queued).then(|| format!("the wake-up {} was committed before it was queued", job.task_id()))
    }

    fn lateness(&self, now_us: i64, climate: &Climate, due_us: i64) -> Option<String> {
        let late_us = now_us - due_us;
        if late_us < -SKEW_US {
            return Some(format!("a deadline fired {} s early", millis_of(-late_us)));
        }
        let outages: Vec<i64> =
            self.outages.iter().filter(|(_, until)| *until > due_us).map(|(from, until)| until - from).collect();
        let repeated = i64::try_from(outages.len().saturating_sub(1)).unwrap_or(i64::MAX);
        let down_us = outages.iter().sum::<i64>() + repeated.saturating_mul(FURTHER_OUTAGE_US);
        let bound_us = match () {
            () if climate.is_calm() => CALM_LATENESS_US,
            () if climate.only_kills() => NUDGED_LATENESS_US,
            () => LATENESS_US + down_us,
        };
        (late_us > bound_us).then(|| format!("a deadline fired {} s late", millis_of(late_us)))
    }
}

/// The stored parts of a session agree.
fn state(now_us: i64, game: &StoredGame) -> Option<String> {
    let Ok(session) = serde_json::from_str::<Session>(&game.state) else {
        return Some("the stored session cannot be read".to_owned());
    };
    let last_event = game.events.last_key_value().map_or(0, |(seq, _)| *seq);
    let lifetime_us = i64::try_from(session.lifetime_ms()).unwrap_or(i64::MAX / 2).saturating_mul(1000);
    let left_us = game.ends_us - now_us;
    let expected_due = session.wake_at();
    let armed_due: Option<Timestamp> = game.armed.map(|armed| armed.due_at);
    match () {
        () if session.version() != game.version => Some("the stored version is not the session's".to_owned()),
        () if session.seq() != last_event => {
            Some(format!("the session has {} events, and its stream ends at {last_event}", session.seq()))
        }
        () if armed_due != expected_due => Some("the armed wake-up is not the session's".to_owned()),
        () if left_us < lifetime_us / 16 * 15 - SKEW_US * 2 => {
            Some("the session's lifetime was not renewed".to_owned())
        }
        () => None,
    }
}

fn millis(now_us: i64) -> String {
    millis_of(now_us - super::time::DAWN_US)
}

fn millis_of(span_us: i64) -> String {
    format!("{}.{:03}", span_us / 1_000_000, span_us / 1000 % 1000)
}
