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
}

impl Table {
    /// The session `code`, whose events `ledger` puts together.
    #[must_use]
    pub fn new(code: String, targets: Vec<Target>, tally: SharedTally, ledger: Ledger) -> Self {
        Self { code, targets, tally, ledger: Mutex::new(ledger) }
    }

    /// What the sockets agree on; hold it for a moment only.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
