//! What all sockets of one session share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{consistency_checker::ConsistencyChecker, tally::SharedTally, wire::Target};

/// One session as the loadtest sees it.
#[derive(Debug)]
pub struct SharedSession {
    /// The join code.
    pub code: String,
    /// The APIs; the players are spread over them.
    pub targets: Vec<Target>,
    /// Where this session is counted.
    pub tally: SharedTally,
    checker: Mutex<ConsistencyChecker>,
    latest: Mutex<Option<Latest>>,
}

/// The event that was read last. A session's sockets are told each event in the same words, so whoever hears these
/// again need not read them again.
#[derive(Debug)]
pub struct Latest {
    /// The whole frame.
    pub text: String,
    /// Its type.
    pub kind: String,
    /// Its numbering.
    pub epoch: String,
    /// Its number.
    pub seq: u64,
    /// The deadline that caused it, in microseconds since 1970.
    pub due_us: Option<i64>,
}

impl SharedSession {
    /// The session `code`, whose events `checker` puts together.
    #[must_use]
    pub fn new(code: String, targets: Vec<Target>, tally: SharedTally, checker: ConsistencyChecker) -> Self {
        Self { code, targets, tally, checker: Mutex::new(checker), latest: Mutex::default() }
    }

    /// What the sockets agree on; hold it for a moment only.
    pub fn checker(&self) -> MutexGuard<'_, ConsistencyChecker> {
        self.checker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The event that was read last, by any of the sockets; hold it for a moment only.
    pub fn latest(&self) -> MutexGuard<'_, Option<Latest>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
