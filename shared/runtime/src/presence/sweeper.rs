//! Removal of the sockets of crashed instances.

use std::{collections::BTreeSet, sync::Arc};

use redis::RedisError;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    session::AUDIENCE_ID,
    time::Timestamp,
};

use super::{redis_presence::RedisPresence, store::PresenceStore};
use crate::{broadcast::HOST, redis_connection::RedisConnection};

/// Number of sessions that one round trip counts.
const COUNTED_AT_ONCE: usize = 200;

/// How many people play now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupancy {
    /// Sessions with at least one socket of a participant, such as an open lobby with its TV.
    pub rooms: usize,
    /// Players with at least one socket.
    pub players: usize,
}

/// The people of one session whose sockets are all in one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphans {
    /// The players.
    pub players: Vec<PlayerId>,
    /// Whether a part of the audience has its sockets in the instance.
    pub audience: bool,
}

/// Removes the sockets of instances with an expired lease. Any number of processes may sweep concurrently.
/// Cheap to clone.
#[derive(Clone)]
pub struct Sweeper {
    store: Arc<dyn PresenceStore>,
}

impl Sweeper {
    /// Returns a sweeper on `connection`.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self::on(Arc::new(RedisPresence(connection)))
    }

    /// Returns a sweeper of another store than Redis.
    #[must_use]
    pub fn on(store: Arc<dyn PresenceStore>) -> Self {
        Self { store }
    }

    /// Returns the instances with an expired lease.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn expired_instances(&self, now: Timestamp) -> Result<Vec<String>, RedisError> {
        self.store.instances(Some(now)).await
    }

    /// Returns the sessions with sockets in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn sessions(&self, instance: &str) -> Result<Vec<SessionCode>, RedisError> {
        self.store.sessions(instance).await
    }

    /// Counts the sessions with sockets and their players with sockets, over all instances. Each counts once, however many
    /// processes hold its sockets.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn occupancy(&self) -> Result<Occupancy, RedisError> {
        let codes: Vec<SessionCode> = self.rooms().await?.into_iter().collect();
        let mut players = 0;
        for chunk in codes.chunks(COUNTED_AT_ONCE) {
            let fields = self.store.sockets(chunk).await?;
            let owners = |fields: &Vec<String>| {
                let owners: BTreeSet<_> = fields.iter().map(|field| participant(field)).collect();
                owners.into_iter().filter(|owner| *owner != AUDIENCE_ID && *owner != HOST).count()
            };
            players += fields.iter().map(owners).sum::<usize>();
        }
        Ok(Occupancy { rooms: codes.len(), players })
    }

    /// Returns the sessions with sockets in any instance.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn rooms(&self) -> Result<BTreeSet<SessionCode>, RedisError> {
        let mut codes = BTreeSet::new();
        for instance in &self.store.instances(None).await? {
            codes.extend(self.sessions(instance).await?);
        }
        Ok(codes)
    }

    /// Returns the people of one session whose sockets are all in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn orphans(&self, instance: &str, code: &SessionCode) -> Result<Orphans, RedisError> {
        let fields = self.store.sockets(std::slice::from_ref(code)).await?.concat();
        let suffix = format!("|{instance}");
        let held_here: Vec<&String> = fields.iter().filter(|field| field.ends_with(&suffix)).collect();
        let held_elsewhere =
            |player: &str| fields.iter().any(|field| !field.ends_with(&suffix) && participant(field) == player);
        let players = held_here.iter().map(|field| participant(field).to_owned()).filter(|owner| owner != AUDIENCE_ID);
        let orphaned = players.filter(|player| !held_elsewhere(player));
        let audience = held_here.iter().any(|field| participant(field) == AUDIENCE_ID);
        Ok(Orphans { players: orphaned.map(PlayerId).collect(), audience })
    }

    /// Removes the sockets of `instance` from one session. Call it after the
    /// [orphans](Self::orphans) are recorded as disconnected.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn remove_sockets(&self, instance: &str, code: &SessionCode) -> Result<(), RedisError> {
        self.store.remove_sockets(instance, code).await
    }

    /// Removes `instance`, unless it has renewed its lease meanwhile.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn remove_instance(&self, instance: &str, now: Timestamp) -> Result<(), RedisError> {
        self.store.remove_instance(instance, now).await
    }
}

/// Returns the participant of a field `<participant>|<instance>`.
fn participant(field: &str) -> &str {
    field.split('|').next().unwrap_or_default()
}
