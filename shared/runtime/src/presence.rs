//! Who is connected, across API processes and their crashes.
//!
//! Each API process (an *instance*) writes how many sockets it holds for a player into the
//! session's presence hash: absolute numbers, so that writing twice is harmless. A player is
//! connected while any instance holds a socket of theirs.
//!
//! An instance holds a lease, renewed every [`RENEW_EVERY_MS`]. When it crashes its lease runs
//! out, and whoever sweeps next takes its sockets out of every session it had.
//!
//! | key | type | holds |
//! |---|---|---|
//! | `wpp:instances` | sorted set | instance → end of its lease, ms since 1970 |
//! | `wpp:instance:<id>` | set | codes of the sessions it holds sockets of |
//! | `{CODE}:presence` | hash | `<player>\|<instance>` → sockets |

use redis::{AsyncCommands, RedisError, Script, aio::ConnectionManager};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use crate::store::Keys;

/// How long a silent instance still counts as alive.
pub const LEASE_MS: u64 = 15_000;
/// How often an instance renews its lease, and looks for others' that ran out.
pub const RENEW_EVERY_MS: u64 = 5_000;

const INSTANCES: &str = "wpp:instances";

/// The presence of one instance's sockets. Cheap to clone.
#[derive(Clone)]
pub struct Presence {
    connection: ConnectionManager,
    instance: String,
}

impl Presence {
    /// Presence as `instance`, a name no other process has or had.
    #[must_use]
    pub fn new(connection: ConnectionManager, instance: String) -> Self {
        Self { connection, instance }
    }

    /// Renews this instance's lease. `false` when it had run out or was never held: its sockets
    /// may have been swept, and have to be written again.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn renew(&self, now: Timestamp) -> Result<bool, RedisError> {
        const RENEW: &str = r"
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
if lease and tonumber(lease) > tonumber(ARGV[2]) then return 1 end
return 0";
        Script::new(RENEW)
            .key(INSTANCES)
            .arg(&self.instance)
            .arg(now.millis())
            .arg(now.plus_ms(LEASE_MS).millis())
            .invoke_async(&mut self.connection.clone())
            .await
    }

    /// Writes that this instance holds `sockets` sockets of `player`, and returns how many all
    /// instances hold together. A session that is gone is left alone.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn set(&self, code: &SessionCode, player: &PlayerId, sockets: usize) -> Result<u64, RedisError> {
        const SET: &str = r"
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
if ARGV[3] == '0' then redis.call('HDEL', KEYS[1], ARGV[1] .. '|' .. ARGV[2])
else redis.call('HSET', KEYS[1], ARGV[1] .. '|' .. ARGV[2], ARGV[3]) end
redis.call('PEXPIRE', KEYS[1], math.max(1, redis.call('PTTL', KEYS[2])))
local sum, all = 0, redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, #ARGV[1] + 1) == ARGV[1] .. '|' then sum = sum + tonumber(all[i + 1]) end
end
return sum";
        let keys = Keys::of(code);
        Script::new(SET)
            .key(&keys.presence)
            .key(&keys.state)
            .arg(player.as_str())
            .arg(&self.instance)
            .arg(sockets)
            .invoke_async(&mut self.connection.clone())
            .await
    }

    /// Notes that this instance holds sockets of `code`, or none any more.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn hold(&self, code: &SessionCode, holding: bool) -> Result<(), RedisError> {
        let key = sessions_of(&self.instance);
        let mut connection = self.connection.clone();
        if holding { connection.sadd(key, code.as_str()).await } else { connection.srem(key, code.as_str()).await }
    }

    /// Gives up the lease of an instance that closed all its sockets.
    ///
    /// # Errors
    /// When Redis does not answer; then the lease runs out by itself.
    pub async fn leave(&self) -> Result<(), RedisError> {
        redis::pipe()
            .zrem(INSTANCES, &self.instance)
            .ignore()
            .del(sessions_of(&self.instance))
            .ignore()
            .query_async(&mut self.connection.clone())
            .await
    }
}

/// Finds instances whose lease ran out and takes their sockets out of the sessions. Any process
/// may sweep, several at once too. Cheap to clone.
#[derive(Clone)]
pub struct Sweeper {
    connection: ConnectionManager,
}

impl Sweeper {
    /// A sweeper on `connection`.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self { connection }
    }

    /// Instances whose lease ran out.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn lapsed(&self, now: Timestamp) -> Result<Vec<String>, RedisError> {
        self.connection.clone().zrangebyscore(INSTANCES, "-inf", now.millis()).await
    }

    /// Sessions `instance` held sockets of.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn sessions(&self, instance: &str) -> Result<Vec<SessionCode>, RedisError> {
        let codes: Vec<String> = self.connection.clone().smembers(sessions_of(instance)).await?;
        Ok(codes.iter().filter_map(|code| SessionCode::parse(code)).collect())
    }

    /// Takes `instance` out of one session; returns the players nobody holds a socket of any more.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn sweep(&self, instance: &str, code: &SessionCode) -> Result<Vec<PlayerId>, RedisError> {
        let key = Keys::of(code).presence;
        let mut connection = self.connection.clone();
        let fields: Vec<String> = connection.hkeys(&key).await?;
        let suffix = format!("|{instance}");
        let swept: Vec<&String> = fields.iter().filter(|field| field.ends_with(&suffix)).collect();
        let owner = |field: &str| field.split('|').next().unwrap_or_default().to_owned();
        let held_elsewhere =
            |player: &str| fields.iter().any(|field| !field.ends_with(&suffix) && owner(field) == player);
        let alone = swept.iter().map(|field| owner(field)).filter(|player| !held_elsewhere(player));
        Ok(alone.map(PlayerId).collect())
    }

    /// Removes `instance`'s sockets from one session, once the players it leaves alone are noted
    /// as gone.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn forget(&self, instance: &str, code: &SessionCode) -> Result<(), RedisError> {
        const FORGET: &str = r"
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, -#ARGV[1]) == ARGV[1] then redis.call('HDEL', KEYS[1], field) end
end";
        let mut connection = self.connection.clone();
        let presence = Keys::of(code).presence;
        let () = Script::new(FORGET).key(presence).arg(format!("|{instance}")).invoke_async(&mut connection).await?;
        connection.srem(sessions_of(instance), code.as_str()).await
    }

    /// Removes `instance` itself, unless it came back meanwhile.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn bury(&self, instance: &str, now: Timestamp) -> Result<(), RedisError> {
        const BURY: &str = r"
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
if lease and tonumber(lease) <= tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end";
        let mut connection = self.connection.clone();
        Script::new(BURY).key(INSTANCES).arg(instance).arg(now.millis()).invoke_async(&mut connection).await
    }
}

fn sessions_of(instance: &str) -> String {
    format!("wpp:instance:{instance}")
}
