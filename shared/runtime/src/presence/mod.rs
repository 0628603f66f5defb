//! Connected players, across API processes and their crashes.
//!
//! Each API process (an *instance*) writes its number of sockets per player to the session's presence hash.
//! The numbers are absolute, so repeating a write is harmless. A player is connected while any instance holds
//! a socket of theirs.
//!
//! An instance holds a lease and renews it every [`RENEW_EVERY_MS`]. After a crash the lease expires, and the
//! next sweep removes the instance's sockets from all its sessions.
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:instances` | sorted set | instance → end of its lease, ms since 1970 |
//! | `wpp:instance:<id>` | set | codes of the sessions with sockets in that instance |
//! | `{CODE}:presence` | hash | `<player>\|<instance>` → number of sockets |

mod keys;
mod sweeper;

use redis::{AsyncCommands, RedisError, Script};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use self::keys::{INSTANCES_KEY, sessions_key};
pub use self::sweeper::{Occupancy, Sweeper};
use crate::{redis_connection::RedisConnection, store::Keys};

/// Duration of a lease, in milliseconds.
pub const LEASE_MS: u64 = 15_000;
/// Interval between two renewals of a lease, and between two sweeps, in milliseconds.
pub const RENEW_EVERY_MS: u64 = 5_000;

/// Writes the presence of one instance's sockets. Cheap to clone.
#[derive(Clone)]
pub struct Presence {
    connection: RedisConnection,
    instance: String,
}

impl Presence {
    /// Returns the presence of `instance`, a name that no other process has used.
    #[must_use]
    pub fn new(connection: RedisConnection, instance: String) -> Self {
        Self { connection, instance }
    }

    /// Renews this instance's lease. Returns `false` when the lease had expired or never existed: a sweep may have
    /// removed the instance's sockets, and the caller writes them again.
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
            .key(INSTANCES_KEY)
            .arg(&self.instance)
            .arg(now.millis())
            .arg(now.plus_ms(LEASE_MS).millis())
            .invoke_async(&mut self.connection.clone())
            .await
    }

    /// Sets this instance's number of sockets of `player`. Returns the number of all instances together. Does
    /// nothing for a session that does not exist.
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

    /// Adds `code` to the sessions with sockets in this instance, or removes it.
    ///
    /// # Errors
    /// When Redis does not answer; repeating it is harmless.
    pub async fn hold(&self, code: &SessionCode, holding: bool) -> Result<(), RedisError> {
        let key = sessions_key(&self.instance);
        let mut connection = self.connection.clone();
        if holding { connection.sadd(key, code.as_str()).await } else { connection.srem(key, code.as_str()).await }
    }

    /// Ends the lease of this instance, which has closed all its sockets.
    ///
    /// # Errors
    /// When Redis does not answer; the lease expires then.
    pub async fn leave(&self) -> Result<(), RedisError> {
        redis::pipe()
            .zrem(INSTANCES_KEY, &self.instance)
            .ignore()
            .del(sessions_key(&self.instance))
            .ignore()
            .query_async(&mut self.connection.clone())
            .await
    }
}
