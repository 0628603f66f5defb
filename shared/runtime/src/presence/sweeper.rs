//! Removal of the sockets of crashed instances.

use std::{collections::BTreeSet, sync::Arc};

use redis::RedisError;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use super::{redis_presence::RedisPresence, store::PresenceStore};
use crate::redis_connection::RedisConnection;

/// Number of sessions that one round trip counts.
const COUNTED_AT_ONCE: usize = 200;

/// How many people play now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupancy {
    /// Sessions with at least one socket.
    pub rooms: usize,
    /// Players with at least one socket.
    pub players: usize,
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
            let owners = |fields: &Vec<String>| fields.iter().map(|field| owner(field)).collect::<BTreeSet<_>>().len();
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

    /// Returns the players of one session whose sockets are all in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn orphaned_players(&self, instance: &str, code: &SessionCode) -> Result<Vec<PlayerId>, RedisError> {
        let fields = self.store.sockets(std::slice::from_ref(code)).await?.concat();
        let suffix = format!("|{instance}");
        let held_here: Vec<&String> = fields.iter().filter(|field| field.ends_with(&suffix)).collect();
        let held_elsewhere =
            |player: &str| fields.iter().any(|field| !field.ends_with(&suffix) && owner(field) == player);
        let orphaned = held_here.iter().map(|field| owner(field).to_owned()).filter(|player| !held_elsewhere(player));
        Ok(orphaned.map(PlayerId).collect())
    }

    /// Removes the sockets of `instance` from one session. Call it after the
    /// [orphaned players](Self::orphaned_players) are recorded as disconnected.
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

/// Returns the player of a field `<player>|<instance>`.
fn owner(field: &str) -> &str {
    field.split('|').next().unwrap_or_default()
}
