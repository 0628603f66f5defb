//! Who is connected: writes the socket counts of this process to Redis and reports changes to the sessions.

use std::collections::BTreeSet;
use wpp_runtime::telemetry::chain;

use redis::RedisError;
use tokio::sync::Mutex;
use wpp_game::{
    driver::Lane,
    ids::{PlayerId, SessionCode},
    session::Command,
    time::Timestamp,
};
use wpp_runtime::{
    presence::Presence,
    session_service::{CommandBatchers, RequestError, SessionError},
};

use super::hub::Hub;

/// Tracks the presence of this process's players.
pub struct PresenceTracker {
    hub: Hub,
    presence: Presence,
    batchers: CommandBatchers,
    /// Sessions that Redis lists as having people in this process.
    held: Mutex<BTreeSet<SessionCode>>,
}

impl PresenceTracker {
    /// Creates the tracker of a process.
    #[must_use]
    pub fn new(hub: Hub, presence: Presence, batchers: CommandBatchers) -> Self {
        Self { hub, presence, batchers, held: Mutex::default() }
    }

    /// Records that this process holds `sockets` sockets of `player`. Reports the player as connected or disconnected to
    /// the session if that changed.
    pub(crate) async fn update(&self, code: &SessionCode, player: &PlayerId, sockets: usize) {
        // The session is listed before its first socket and until after its last socket. A sweep after a crash then finds
        // every session that had players in this process.
        if sockets > 0 {
            self.update_session(code).await;
        }
        self.update_player(code, player, sockets).await;
        if sockets == 0 {
            self.update_session(code).await;
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
        for (code, players) in self.hub.occupancy() {
            for (player, sockets) in players {
                self.update(&code, &player, sockets).await;
            }
        }
    }

    /// Adds the session to this process's list in Redis, or removes it, if the list is out of date.
    pub(super) async fn update_session(&self, code: &SessionCode) {
        // The room is read under the lock, so a player who leaves and a player who enters cannot overtake each other.
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

    async fn update_player(&self, code: &SessionCode, player: &PlayerId, sockets: usize) {
        // Two processes may write at once, and their commands may be applied in either order. Each process therefore
        // reads the count again after its command, so the session ends with the state that Redis holds.
        let mut reported = None;
        for _ in 0..3 {
            let connected = match self.presence.set(code, player, sockets).await {
                Ok(total) => total > 0,
                Err(error) => {
                    return tracing::warn!(%code, %player, error = %chain(&error), "player presence not written");
                }
            };
            if reported == Some(connected) {
                return;
            }
            reported = Some(connected);
            let command = Command::Presence { player_id: player.clone(), connected };
            match self.batchers.submit(code, Lane::Reliable, command).await {
                Ok(_) | Err(RequestError::Rejected(_)) => {}
                Err(RequestError::Failed(error)) if matches!(*error, SessionError::Unknown) => return,
                Err(error) => {
                    return tracing::warn!(%code, %player, error = %chain(&error), "presence not reported to the session");
                }
            }
        }
    }
}
