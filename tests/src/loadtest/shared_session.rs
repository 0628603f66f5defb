//! The state that all sockets of one session share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{
    checks::consistency_checker::ConsistencyChecker, history::Recorder, report::tally::SharedTally, wire::Target,
};

/// One session of the load test.
#[derive(Debug)]
pub struct SharedSession {
    /// The join code.
    pub code: String,
    /// The APIs; the players are spread over them.
    pub targets: Vec<Target>,
    /// The counts of this session's thread.
    pub tally: SharedTally,
    /// The history, if it is recorded.
    pub history: Option<Recorder>,
    checker: Mutex<ConsistencyChecker>,
    latest: Mutex<Option<Latest>>,
}

/// The last event that a socket parsed. The server sends equal bytes to all sockets, so the other sockets
/// compare the frame and skip parsing.
#[derive(Debug)]
pub struct Latest {
    /// The whole frame.
    pub text: String,
    /// Type of the event.
    pub kind: String,
    /// Epoch of the event.
    pub epoch: String,
    /// Number of the event.
    pub seq: u64,
    /// The deadline that caused the event, in microseconds since 1970.
    pub due_us: Option<i64>,
}

impl SharedSession {
    /// Creates the state of the session `code`.
    #[must_use]
    pub fn new(code: String, targets: Vec<Target>, tally: SharedTally, checker: ConsistencyChecker) -> Self {
        Self { code, targets, tally, history: None, checker: Mutex::new(checker), latest: Mutex::default() }
    }

    /// Locks the consistency checker. Hold the lock briefly.
    pub fn checker(&self) -> MutexGuard<'_, ConsistencyChecker> {
        self.checker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the last event. Hold the lock briefly.
    pub fn latest(&self) -> MutexGuard<'_, Option<Latest>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
