//! Presence: the operations of [`PresenceStore`](wpp_runtime::presence::PresenceStore).

use std::collections::{BTreeMap, BTreeSet};

use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use super::Store;

/// The leases of API processes, and the sessions with sockets in each.
#[derive(Debug, Clone, Default)]
pub struct Leases {
    /// End of each instance's lease.
    pub until: BTreeMap<String, Timestamp>,
    /// Sessions of each instance.
    pub sessions: BTreeMap<String, BTreeSet<SessionCode>>,
}

impl Store {
    /// Sets the end of a lease. Returns whether the previous one ends after `now`.
    pub fn renew(&mut self, instance: &str, now: Timestamp, until: Timestamp) -> bool {
        self.data.leases.until.insert(instance.to_owned(), until).is_some_and(|before| before > now)
    }

    /// Sets the sockets of a participant in an instance. Returns those of all instances.
    pub fn set_sockets(&mut self, instance: &str, code: &SessionCode, participant: &PlayerId, sockets: usize) -> u64 {
        let Some(game) = self.data.sessions.get_mut(code) else { return 0 };
        let field = format!("{participant}|{instance}");
        if sockets == 0 {
            game.sockets.remove(&field);
        } else {
            game.sockets.insert(field, sockets as u64);
        }
        let of_participant = format!("{participant}|");
        game.sockets.iter().filter(|(field, _)| field.starts_with(&of_participant)).map(|(_, count)| count).sum()
    }

    /// Adds a session to an instance, or removes it.
    pub fn hold(&mut self, instance: &str, code: &SessionCode, holding: bool) {
        let sessions = &mut self.data.leases.sessions;
        if holding {
            sessions.entry(instance.to_owned()).or_default().insert(code.clone());
        } else if let Some(held) = sessions.get_mut(instance) {
            held.remove(code);
        }
    }

    /// Deletes the lease and the sessions of an instance.
    pub fn leave(&mut self, instance: &str) {
        self.data.leases.until.remove(instance);
        self.data.leases.sessions.remove(instance);
    }

    /// Returns the instances whose lease ended at `by` or before; all for `None`. In order of their leases.
    #[must_use]
    pub fn instances(&self, by: Option<Timestamp>) -> Vec<String> {
        let ended = self.data.leases.until.iter().filter(|(_, until)| by.is_none_or(|by| **until <= by));
        let mut ended: Vec<_> = ended.map(|(instance, until)| (*until, instance.clone())).collect();
        ended.sort();
        ended.into_iter().map(|(_, instance)| instance).collect()
    }

    /// Returns the sessions of an instance.
    #[must_use]
    pub fn sessions_of(&self, instance: &str) -> Vec<SessionCode> {
        self.data.leases.sessions.get(instance).into_iter().flatten().cloned().collect()
    }

    /// Returns the fields `<participant>|<instance>` of each session.
    #[must_use]
    pub fn sockets(&self, codes: &[SessionCode]) -> Vec<Vec<String>> {
        let fields = |code: &SessionCode| {
            self.data.sessions.get(code).map(|game| game.sockets.keys().cloned().collect()).unwrap_or_default()
        };
        codes.iter().map(fields).collect()
    }

    /// Removes the sockets of an instance from a session.
    pub fn remove_sockets(&mut self, instance: &str, code: &SessionCode) {
        if let Some(game) = self.data.sessions.get_mut(code) {
            let of_instance = format!("|{instance}");
            game.sockets.retain(|field, _| !field.ends_with(&of_instance));
        }
        self.hold(instance, code, false);
    }

    /// Deletes the lease of an instance if it ended at `now` or before.
    pub fn remove_instance(&mut self, instance: &str, now: Timestamp) {
        if self.data.leases.until.get(instance).is_some_and(|until| *until <= now) {
            self.data.leases.until.remove(instance);
        }
    }
}
