//! Removal of the sockets of crashed instances.

use std::collections::BTreeSet;

use redis::{AsyncCommands, RedisError, Script};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use super::keys::{INSTANCES_KEY, sessions_key};
use crate::{redis_connection::RedisConnection, store::Keys};

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
    connection: RedisConnection,
}

impl Sweeper {
    /// Returns a sweeper on `connection`.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self { connection }
    }

    /// Returns the instances with an expired lease.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn expired_instances(&self, now: Timestamp) -> Result<Vec<String>, RedisError> {
        self.connection.clone().zrangebyscore(INSTANCES_KEY, "-inf", now.millis()).await
    }

    /// Returns the sessions with sockets in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn sessions(&self, instance: &str) -> Result<Vec<SessionCode>, RedisError> {
        let codes: Vec<String> = self.connection.clone().smembers(sessions_key(instance)).await?;
        Ok(codes.iter().filter_map(|code| SessionCode::parse(code)).collect())
    }

    /// Counts the sessions with sockets and their players with sockets, over all instances. Each counts once, however many
    /// processes hold its sockets.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn occupancy(&self) -> Result<Occupancy, RedisError> {
        let mut connection = self.connection.clone();
        let instances: Vec<String> = connection.zrange(INSTANCES_KEY, 0, -1).await?;
        let mut codes = BTreeSet::new();
        for instance in &instances {
            codes.extend(self.sessions(instance).await?);
        }
        let codes: Vec<SessionCode> = codes.into_iter().collect();
        let mut players = 0;
        for chunk in codes.chunks(COUNTED_AT_ONCE) {
            let mut commands = redis::pipe();
            for code in chunk {
                commands.hkeys(Keys::of(code).presence);
            }
            let fields: Vec<Vec<String>> = commands.query_async(&mut connection).await?;
            let owners = |fields: &Vec<String>| fields.iter().map(|field| owner(field)).collect::<BTreeSet<_>>().len();
            players += fields.iter().map(owners).sum::<usize>();
        }
        Ok(Occupancy { rooms: codes.len(), players })
    }

    /// Returns the players of one session whose sockets are all in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn orphaned_players(&self, instance: &str, code: &SessionCode) -> Result<Vec<PlayerId>, RedisError> {
        let key = Keys::of(code).presence;
        let mut connection = self.connection.clone();
        let fields: Vec<String> = connection.hkeys(&key).await?;
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
        const REMOVE: &str = r"
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, -#ARGV[1]) == ARGV[1] then redis.call('HDEL', KEYS[1], field) end
end";
        let mut connection = self.connection.clone();
        let presence = Keys::of(code).presence;
        let () = Script::new(REMOVE).key(presence).arg(format!("|{instance}")).invoke_async(&mut connection).await?;
        connection.srem(sessions_key(instance), code.as_str()).await
    }

    /// Removes `instance`, unless it has renewed its lease meanwhile.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn remove_instance(&self, instance: &str, now: Timestamp) -> Result<(), RedisError> {
        const REMOVE: &str = r"
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
if lease and tonumber(lease) <= tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end";
        let mut connection = self.connection.clone();
        Script::new(REMOVE).key(INSTANCES_KEY).arg(instance).arg(now.millis()).invoke_async(&mut connection).await
    }
}

/// Returns the player of a field `<player>|<instance>`.
fn owner(field: &str) -> &str {
    field.split('|').next().unwrap_or_default()
}
