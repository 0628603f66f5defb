//! What all sockets of one session share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{ledger::Ledger, tally::SharedTally, wire::Target};

/// One session as the swarm sees it.
#[derive(Debug)]
pub struct Table {
    /// The join code.
    pub code: String,
    /// The APIs; the players are spread over them.
    pub targets: Vec<Target>,
    /// Where this session is counted.
    pub tally: SharedTally,
    ledger: Mutex<Ledger>,
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

impl Table {
    /// The session `code`, whose events `ledger` puts together.
    #[must_use]
    pub fn new(code: String, targets: Vec<Target>, tally: SharedTally, ledger: Ledger) -> Self {
        Self { code, targets, tally, ledger: Mutex::new(ledger), latest: Mutex::default() }
    }

    /// What the sockets agree on; hold it for a moment only.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The event that was read last, by any of the sockets; hold it for a moment only.
    pub fn latest(&self) -> MutexGuard<'_, Option<Latest>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
