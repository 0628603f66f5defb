//! The presence of the host: whether a device with the host's controls is connected, such as the TV.
//!
//! The host counts as connected until all of these devices have been disconnected for the grace period
//! ([`GRACE_MS`](super::player::GRACE_MS)), so that a reloaded page changes nothing. The period also runs in the lobby, in a
//! pause and after a game, where phones would wait in vain. Games never wait for the host's presence. See
//! `docs/decisions/0150-presence-of-the-host.md`.

use super::{Presence, SessionEvent, SessionStep};
use crate::{
    contract::{snapshot::HostView, time::Timestamp},
    engine::EngineError,
    session::Session,
};

impl Session {
    /// Returns the public view of the host's presence.
    pub(in crate::session) fn host_view(&self) -> HostView {
        HostView { connected: self.host.counts() }
    }

    /// Returns when a disconnected host counts as gone.
    pub(in crate::session) fn host_leaves_at(&self) -> Option<Timestamp> {
        self.host.ends()
    }
}

impl SessionStep<'_> {
    /// Records that the first device of the host connected or the last one disconnected.
    pub fn host_presence(&mut self, connected: bool) -> Result<(), EngineError> {
        let presence = match (connected, self.session.host) {
            (true, _) => Presence::Connected,
            (false, Presence::Connected) => Presence::grace(self.now),
            (false, already) => already,
        };
        if presence == self.session.host {
            return Ok(());
        }
        self.set_host(presence, None)
    }

    /// Records that the host's grace period ended at `due`.
    pub fn host_leaves(&mut self, due: Timestamp) -> Result<(), EngineError> {
        self.set_host(Presence::Away, Some(due))
    }

    /// Sets the host's presence, and announces it if its public view changes.
    fn set_host(&mut self, presence: Presence, due_at: Option<Timestamp>) -> Result<(), EngineError> {
        let before = self.session.host_view();
        self.session.host = presence;
        self.changed = true;
        let host = self.session.host_view();
        if host == before {
            return Ok(());
        }
        self.emit_due(&SessionEvent::HostChanged { host }, due_at)
    }
}
