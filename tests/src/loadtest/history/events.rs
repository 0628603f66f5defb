//! Checks of the events: one course for all sockets, whole for each of them, and each deadline once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::checker::{Received, SessionHistory, Verdict};
use crate::loadtest::checks::continuity::Continuity;

/// The phases whose start names its question.
const STARTS: [&str; 2] = ["phase.question_shown", "phase.lie_started"];

pub(super) fn check(history: &SessionHistory, verdict: &mut Verdict) {
    sockets_agree(history, verdict);
    sockets_are_whole(history, verdict);
    deadlines_fire_once(history, verdict);
}

/// All sockets receive the same event under one number of an epoch.
fn sockets_agree(history: &SessionHistory, verdict: &mut Verdict) {
    let mut known = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for event in history.events() {
        let content = (&event.kind, &event.data);
        let first = *known.entry((&event.epoch, event.seq)).or_insert(content);
        if first != content && reported.insert((&event.epoch, event.seq)) {
            verdict.violations.push(format!("sockets received different events {} of {}", event.seq, event.epoch));
        }
    }
}

/// Each socket receives all events after its snapshot, once and in order.
fn sockets_are_whole(history: &SessionHistory, verdict: &mut Verdict) {
    let mut streams: BTreeMap<usize, Continuity> = BTreeMap::new();
    for received in &history.received {
        let (socket, at, faults) = match received {
            Received::Event(event) => {
                let observed = streams.entry(event.socket).or_default().event(&event.epoch, event.seq);
                (event.socket, event.seq, observed.faults)
            }
            Received::Snapshot(snapshot) => {
                let faults = streams.entry(snapshot.socket).or_default().snapshot(&snapshot.epoch, snapshot.seq);
                (snapshot.socket, snapshot.seq, faults)
            }
        };
        if !faults.none() {
            verdict.violations.push(format!("socket {socket} has a broken stream at {at}: {faults:?}"));
        }
    }
}

/// The events of one deadline follow each other, and each phase of a question starts once. A deadline may fire in
/// two epochs: the store lost the first time.
fn deadlines_fire_once(history: &SessionHistory, verdict: &mut Verdict) {
    let mut fired = BTreeSet::new();
    let mut started = BTreeSet::new();
    let mut last: Option<(&str, u64, Option<i64>)> = None;
    for event in history.course() {
        let epoch = event.epoch.as_str();
        let continues =
            last.is_some_and(|(of, seq, due_us)| of == epoch && seq + 1 == event.seq && due_us == event.due_us);
        last = Some((epoch, event.seq, event.due_us));
        if let Some(due_us) = event.due_us.filter(|_| !continues)
            && !fired.insert((epoch, due_us))
        {
            verdict.violations.push(format!("a deadline fired twice, the second time at {} of {epoch}", event.seq));
        }
        if STARTS.contains(&event.kind.as_str())
            && let Ok(Start { round, question }) = Start::deserialize(&event.data)
            && !started.insert((epoch, &event.kind, round, question))
        {
            let kind = &event.kind;
            verdict.violations.push(format!("{kind} of question {:?} came twice in {epoch}", (round, question)));
        }
    }
}

#[derive(Deserialize)]
struct Start {
    round: u32,
    question: u32,
}
