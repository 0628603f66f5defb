//! Reads a history and verifies each session.

use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

use crate::loadtest::checks::score_oracle::Question;

use super::{
    AbsenceRecord, ActionRecord, EventRecord, LossRecord, Record, SessionRecord, SnapshotRecord, answers, events,
    scores,
};

/// Why a history cannot be verified.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The file cannot be read.
    #[error("the history cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A line is no record.
    #[error("line {line} is no record of a history: {source}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// The cause.
        source: serde_json::Error,
    },
}

/// The result of a check.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Number of sessions.
    pub sessions: usize,
    /// Number of lies and guesses that the platform acknowledged.
    pub acknowledged: usize,
    /// Number of those that the reveal lacks. Each one is a violation.
    pub lost: usize,
    /// Violations, each with its session.
    pub violations: Vec<String>,
    /// Gaps of the history, which a part of the checks needs.
    pub unverified: Vec<String>,
}

/// The records of one session.
#[derive(Debug, Default)]
pub(super) struct SessionHistory {
    pub(super) session: Option<SessionRecord>,
    pub(super) actions: Vec<ActionRecord>,
    /// Events and snapshots in the order of their receipt.
    pub(super) received: Vec<Received>,
    pub(super) losses: Vec<LossRecord>,
    pub(super) absences: Vec<AbsenceRecord>,
}

#[derive(Debug)]
pub(super) enum Received {
    Event(EventRecord),
    Snapshot(SnapshotRecord),
}

/// Verifies a history, one record a line.
///
/// # Errors
/// Returns [`HistoryError`] if the history cannot be read.
pub fn check(lines: impl BufRead) -> Result<Verdict, HistoryError> {
    let read = lines
        .lines()
        .enumerate()
        .map(|(at, line)| serde_json::from_str(&line?).map_err(|source| HistoryError::Line { line: at + 1, source }));
    Ok(check_records(read.collect::<Result<Vec<Record>, HistoryError>>()?))
}

/// Verifies the records of a history.
#[must_use]
pub fn check_records(records: impl IntoIterator<Item = Record>) -> Verdict {
    let mut sessions: BTreeMap<String, SessionHistory> = BTreeMap::new();
    for record in records {
        sessions.entry(record.session().to_owned()).or_default().add(record);
    }
    let mut verdict = Verdict { sessions: sessions.len(), ..Verdict::default() };
    for (code, history) in &sessions {
        let mut found = Verdict::default();
        events::check(history, &mut found);
        answers::check(history, &mut found);
        scores::check(history, &mut found);
        let of_session = |text: String| format!("{code}: {text}");
        verdict.acknowledged += found.acknowledged;
        verdict.lost += found.lost;
        verdict.violations.extend(found.violations.into_iter().map(of_session));
        verdict.unverified.extend(found.unverified.into_iter().map(of_session));
    }
    verdict
}

impl SessionHistory {
    fn add(&mut self, record: Record) {
        match record {
            Record::Session(session) => self.session = Some(session),
            Record::Action(action) => self.actions.push(action),
            Record::Event(event) => self.received.push(Received::Event(event)),
            Record::Snapshot(snapshot) => self.received.push(Received::Snapshot(snapshot)),
            // The events and snapshots that follow show whether the break cost anything.
            Record::Break(_) => {}
            Record::Loss(loss) => self.losses.push(loss),
            Record::Absence(absence) => self.absences.push(absence),
        }
    }

    /// Returns the events of all sockets in the order of their receipt.
    pub(super) fn events(&self) -> impl Iterator<Item = &EventRecord> {
        self.received.iter().filter_map(|received| match received {
            Received::Event(event) => Some(event),
            Received::Snapshot(_) => None,
        })
    }

    /// Returns the question of the first snapshot of each epoch.
    pub(super) fn first_questions(&self) -> BTreeMap<&str, Question> {
        let mut first = BTreeMap::new();
        for received in &self.received {
            if let Received::Snapshot(SnapshotRecord { epoch, question: Some(question), .. }) = received {
                first.entry(epoch.as_str()).or_insert(*question);
            }
        }
        first
    }

    /// Returns whether an action began after the last event of an epoch that another one followed; `None` if it was under way
    /// when that event arrived.
    ///
    /// The store has lost events by then, and may give the number of one of them to an action. Only the next epoch has certain
    /// numbers. An action that is under way may be on either side of the loss.
    pub(super) fn is_after_loss(&self, action: &ActionRecord) -> Option<bool> {
        let epoch_of = |received: &Received| match received {
            Received::Event(event) => event.epoch == action.epoch,
            Received::Snapshot(snapshot) => snapshot.epoch == action.epoch,
        };
        if self.received.last().is_none_or(epoch_of) {
            return Some(false);
        }
        let last = self.events().filter(|event| event.epoch == action.epoch).map(|event| event.at_us).max();
        match last {
            Some(last_us) if action.end_us < last_us => Some(false),
            Some(last_us) if action.start_us <= last_us => None,
            _ => Some(true),
        }
    }

    /// Returns one copy of each event, ordered by epoch and number. Epochs are in the order of their first event.
    pub(super) fn course(&self) -> Vec<&EventRecord> {
        let mut epochs = Vec::new();
        let mut course = BTreeMap::new();
        for event in self.events() {
            let epoch = epochs.iter().position(|known| *known == &event.epoch).unwrap_or_else(|| {
                epochs.push(&event.epoch);
                epochs.len() - 1
            });
            course.entry((epoch, event.seq)).or_insert(event);
        }
        course.into_values().collect()
    }
}
