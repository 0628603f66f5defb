//! A store that may have lost the latest steps: after its restart, or after a failover to a replica.

use super::{Presence, Session, SessionStep, Status, Step};
use crate::contract::{ids::Epoch, time::Timestamp};

/// Time in milliseconds for which a running game holds its deadlines after the store changed.
///
/// The lost steps may contain acknowledged actions of the current phase. Clients offer these actions again; a deadline
/// that passed meanwhile would reject them.
pub const STORE_CHANGE_HOLD_MS: u64 = 1_500;

/// Longest time in milliseconds for which a running game holds its deadlines after the store changed, while a player is in
/// the grace period.
///
/// The phone of such a player can offer actions again only when it is back.
pub const STORE_CHANGE_ABSENCE_MS: u64 = 5_000;

/// Continues a session on another store; see [`Session::on_store_change`].
pub(in crate::session) fn on_store_change(session: &Session, now: Timestamp) -> Step {
    let mut session = session.clone();
    // A second change cannot make later events certain.
    session.certain_until = session.certain_until.or(Some(session.seq));
    session.now = now.max(session.now);
    session.hold_limit = None;
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
        self.hold_ends_at().is_some_and(|end| now < end)
    }

    /// Returns the end of the hold, which is later while a player is in the grace period.
    pub(in crate::session) fn hold_ends_at(&self) -> Option<Timestamp> {
        let is_missing = self.players.iter().any(|player| matches!(player.presence, Presence::Grace(_)));
        self.hold_limit.filter(|_| is_missing).max(self.held_until)
    }

    /// Gives a player who returns at `now` during a hold the usual time to offer lost actions again.
    pub(in crate::session) fn prolong_hold(&mut self, now: Timestamp) {
        if self.is_held(now) {
            let until = now.plus_ms(STORE_CHANGE_HOLD_MS);
            self.held_until = self.held_until.max(Some(self.hold_limit.map_or(until, |limit| until.min(limit))));
        }
    }

    /// Starts a hold, or continues the current one up to its limit.
    fn hold(&mut self) {
        if self.status != Status::Running {
            (self.held_until, self.hold_limit) = (None, None);
            return;
        }
        let until = self.now.plus_ms(STORE_CHANGE_HOLD_MS);
        let limit = match self.hold_limit.filter(|limit| self.now < *limit) {
            Some(limit) => limit.max(until),
            None => self.now.plus_ms(STORE_CHANGE_ABSENCE_MS),
        };
        (self.held_until, self.hold_limit) = (Some(until), Some(limit));
    }
}
