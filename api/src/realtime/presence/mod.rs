//! Who is connected: writes the socket counts of this process to Redis and reports changes to the sessions.

mod departures;

use std::collections::BTreeSet;
use wpp_runtime::telemetry::chain;

use redis::RedisError;
use tokio::sync::Mutex;
use wpp_game::{
    driver::Lane,
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};
use wpp_runtime::{
    clock::SharedClock,
    presence::{self, Presence},
    session_service::{CommandBatchers, RequestError, SessionError},
};

use self::departures::Departures;
use super::hub::Hub;

pub use self::departures::CONFIRM_EVERY_MS;

/// Tracks the presence of this process's participants: players, the audience and hosts.
pub struct PresenceTracker {
    hub: Hub,
    presence: Presence,
    batchers: CommandBatchers,
    /// Sessions that Redis lists as having participants in this process.
    held: Mutex<BTreeSet<SessionCode>>,
    departures: Departures,
    clock: SharedClock,
}

impl PresenceTracker {
    /// Creates the tracker of a process.
    #[must_use]
    pub fn new(hub: Hub, presence: Presence, batchers: CommandBatchers, clock: SharedClock) -> Self {
        Self { hub, presence, batchers, held: Mutex::default(), departures: Departures::default(), clock }
    }

    /// Records that this process holds `sockets` sockets of a participant. Reports the participant as connected or
    /// disconnected to the session if that changed.
    pub(crate) async fn update(&self, code: &SessionCode, participant: &PlayerId, sockets: usize) {
        // The session is listed before its first socket and until after its last socket. A sweep after a crash then finds
        // every session that had participants in this process.
        if sockets > 0 {
            self.update_session(code).await;
        }
        self.update_participant(code, participant, sockets).await;
        if sockets == 0 {
            self.update_session(code).await;
            self.departures.add(code.clone(), participant.clone(), self.clock.now());
        }
    }

    /// Reports departures a second time, because a store that fails over can lose the first report. The game would then not
    /// wait for answers that the phone offers again when it is back.
    pub async fn confirm_departures(&self) {
        for departure in self.departures.take_due(self.clock.now()) {
            let (code, participant) = (&departure.code, &departure.participant);
            if self.hub.sockets_of(code, participant) > 0 {
                continue;
            }
            if !self.update_participant(code, participant, 0).await {
                self.departures.put_back(departure);
            }
        }
    }

    /// Renews the lease on this process's presence, and writes all presence again if the lease had expired. Returns whether the
    /// lease was valid.
    ///
    /// # Errors
    /// Redis is unavailable.
    pub async fn renew(&self, now: Timestamp) -> Result<bool, RedisError> {
        let was_valid = self.presence.renew(now).await?;
        if !was_valid {
            self.restore().await;
        }
        Ok(was_valid)
    }

    /// Returns the name of this process in Redis.
    pub(super) fn instance(&self) -> &str {
        self.presence.instance()
    }

    /// Gives up the lease when the process stops.
    ///
    /// # Errors
    /// Redis is unavailable. The lease then expires.
    pub async fn leave(&self) -> Result<(), RedisError> {
        self.presence.leave().await
    }

    async fn restore(&self) {
        self.held.lock().await.clear();
        for (code, participants) in self.hub.occupancy() {
            for (participant, sockets) in participants {
                self.update(&code, &participant, sockets).await;
            }
        }
    }

    /// Adds the session to this process's list in Redis, or removes it, if the list is out of date.
    pub(super) async fn update_session(&self, code: &SessionCode) {
        // The room is read under the lock, so a person who leaves and one who enters cannot overtake each other.
        let mut held = self.held.lock().await;
        let holding = self.hub.has_people(code);
        if holding == held.contains(code) {
            return;
        }
        match self.presence.hold(code, holding).await {
            Ok(()) if holding => drop(held.insert(code.clone())),
            Ok(()) => drop(held.remove(code)),
            Err(error) => tracing::warn!(%code, error = %chain(&error), "session presence not written"),
        }
    }

    /// Returns whether the store has the presence of the participant.
    async fn update_participant(&self, code: &SessionCode, participant: &PlayerId, sockets: usize) -> bool {
        // Two processes may write at once, and their commands may be applied in either order. Each process therefore
        // reads the count again after its command, so the session ends with the state that Redis holds.
        let mut reported = None;
        for _ in 0..3 {
            let connected = match self.presence.set(code, participant, sockets).await {
                Ok(total) => total > 0,
                Err(error) => {
                    tracing::warn!(%code, %participant, error = %chain(&error), "presence not written");
                    return false;
                }
            };
            if reported == Some(connected) {
                return true;
            }
            reported = Some(connected);
            let command = presence::command(participant.clone(), connected);
            match self.batchers.submit(code, Lane::Reliable, command).await {
                Ok(_) | Err(RequestError::Rejected(_)) => {}
                Err(RequestError::Failed(error)) if matches!(*error, SessionError::Unknown) => return true,
                Err(error) => {
                    tracing::warn!(%code, %participant, error = %chain(&error), "presence not reported to the session");
                    return false;
                }
            }
        }
        true
    }
}
