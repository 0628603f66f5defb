//! A store that may have lost the latest steps: after its restart, or after a failover to a replica.

use super::{Session, SessionStep, Status, Step};
use crate::contract::{ids::Epoch, time::Timestamp};

/// Time in milliseconds for which a running game holds its deadlines after the store changed.
///
/// The lost steps may contain acknowledged actions of the current phase. Clients offer these actions again; a deadline
/// that passed meanwhile would reject them.
pub const STORE_CHANGE_HOLD_MS: u64 = 1_500;

/// Continues a session on another store; see [`Session::on_store_change`].
pub(in crate::session) fn on_store_change(session: &Session, now: Timestamp) -> Step {
    let mut session = session.clone();
    // A second change cannot make later events certain.
    session.certain_until = session.certain_until.or(Some(session.seq));
    session.now = now.max(session.now);
    session.hold();
    session.version += 1;
    Step { session, events: Vec::new(), answers: Vec::new(), changed: true, bots: Vec::new() }
}

impl SessionStep<'_> {
    /// Replaces the epoch `lost`. Does nothing if another process has replaced it already.
    pub fn renumber(&mut self, lost: &Epoch, epoch: &Epoch) {
        if self.session.epoch == *lost {
            self.session.epoch = epoch.clone();
            self.session.certain_until = None;
            self.session.now = self.now;
            self.session.hold();
            self.changed = true;
        }
    }
}

impl Session {
    /// Returns whether the deadlines are held at `now`.
    pub(in crate::session) fn is_held(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| now < until)
    }

    fn hold(&mut self) {
        self.held_until = (self.status == Status::Running).then(|| self.now.plus_ms(STORE_CHANGE_HOLD_MS));
    }
}
