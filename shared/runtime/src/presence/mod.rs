//! Connected participants, across API processes and their crashes.
//!
//! A participant is a player, a member of the audience, or the [`HOST`]. Each API process (an *instance*) writes its number
//! of sockets per participant to the session's presence hash. The numbers are absolute, so repeating a write is harmless. A
//! participant is connected while any instance holds a socket of theirs.
//!
//! An instance holds a lease and renews it every [`RENEW_EVERY_MS`]. After a crash the lease expires, and the
//! next sweep removes the instance's sockets from all its sessions.
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:instances` | sorted set | instance → end of its lease, ms since 1970 |
//! | `wpp:instance:<id>` | set | codes of the sessions with sockets in that instance |
//! | `{CODE}:presence` | hash | `<player>\|<instance>`, `host\|<instance>` → number of sockets; `~\|<instance>` → number of people in the audience |

mod keys;
mod redis_presence;
mod store;
mod sweeper;

use std::sync::Arc;

use redis::RedisError;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    session::Command,
    time::Timestamp,
};

use self::redis_presence::RedisPresence;
pub use self::{
    store::{PresenceFuture, PresenceStore},
    sweeper::{Occupancy, Orphans, Sweeper},
};
use crate::{broadcast::HOST, redis_connection::RedisConnection};

/// Duration of a lease, in milliseconds.
pub const LEASE_MS: u64 = 15_000;
/// Interval between two renewals of a lease, and between two sweeps, in milliseconds.
pub const RENEW_EVERY_MS: u64 = 5_000;

/// Returns the command that reports the presence of a participant to the session.
#[must_use]
pub fn command(participant: PlayerId, connected: bool) -> Command {
    if participant.as_str() == HOST {
        Command::HostPresence { connected }
    } else {
        Command::Presence { player_id: participant, connected }
    }
}

/// Writes the presence of one instance's sockets. Cheap to clone.
#[derive(Clone)]
pub struct Presence {
    store: Arc<dyn PresenceStore>,
    instance: String,
}

impl Presence {
    /// Returns the presence of `instance`, a name that no other process has used.
    #[must_use]
    pub fn new(connection: RedisConnection, instance: String) -> Self {
        Self::on(Arc::new(RedisPresence(connection)), instance)
    }

    /// Like [`new`](Self::new), in another store than Redis.
    #[must_use]
    pub fn on(store: Arc<dyn PresenceStore>, instance: String) -> Self {
        Self { store, instance }
    }

    /// Returns the name of this instance.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Renews this instance's lease. Returns `false` when the lease had expired or never existed: a sweep may have
    /// removed the instance's sockets, and the caller writes them again.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn renew(&self, now: Timestamp) -> Result<bool, RedisError> {
        self.store.renew(&self.instance, now, now.plus_ms(LEASE_MS)).await
    }

    /// Sets this instance's number of sockets of a participant. Returns the number of all instances together. Does
    /// nothing for a session that does not exist.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn set(&self, code: &SessionCode, participant: &PlayerId, sockets: usize) -> Result<u64, RedisError> {
        self.store.set(&self.instance, code, participant, sockets).await
    }

    /// Adds `code` to the sessions with sockets in this instance, or removes it.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn hold(&self, code: &SessionCode, holding: bool) -> Result<(), RedisError> {
        self.store.hold(&self.instance, code, holding).await
    }

    /// Ends the lease of this instance, which has closed all its sockets.
    ///
    /// # Errors
    /// When Redis does not answer; the lease expires then.
    pub async fn leave(&self) -> Result<(), RedisError> {
        self.store.leave(&self.instance).await
    }
}
