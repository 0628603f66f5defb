//! Presence in Redis.

use futures_util::FutureExt;
use redis::{AsyncCommands, Script};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use super::{
    keys::{INSTANCES_KEY, sessions_key},
    store::{PresenceFuture, PresenceStore},
};
use crate::{redis_connection::RedisConnection, store::Keys};

const RENEW: &str = r"
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
if lease and tonumber(lease) > tonumber(ARGV[2]) then return 1 end
return 0";

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

const REMOVE_SOCKETS: &str = r"
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, -#ARGV[1]) == ARGV[1] then redis.call('HDEL', KEYS[1], field) end
end
local text = redis.call('HGET', KEYS[2], 'a')
if text then
  local sums, all = cjson.decode(text), redis.call('HGETALL', KEYS[1])
  sums.c = 0
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, 2) == '~|' then sums.c = sums.c + tonumber(all[i + 1]) end
  end
  redis.call('HSET', KEYS[2], 'a', cjson.encode(sums))
end";

const REMOVE_INSTANCE: &str = r"
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
if lease and tonumber(lease) <= tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end";

/// Stores presence in Redis.
pub(super) struct RedisPresence(pub(super) RedisConnection);

impl PresenceStore for RedisPresence {
    fn renew<'a>(&'a self, instance: &'a str, now: Timestamp, until: Timestamp) -> PresenceFuture<'a, bool> {
        async move {
            let script = Script::new(RENEW);
            let mut call = script.key(INSTANCES_KEY);
            call.arg(instance).arg(now.millis()).arg(until.millis());
            call.invoke_async(&mut self.0.clone()).await
        }
        .boxed()
    }

    fn set<'a>(
        &'a self,
        instance: &'a str,
        code: &'a SessionCode,
        participant: &'a PlayerId,
        sockets: usize,
    ) -> PresenceFuture<'a, u64> {
        async move {
            let (keys, script) = (Keys::of(code), Script::new(SET));
            let mut call = script.key(&keys.presence);
            call.key(&keys.state).arg(participant.as_str()).arg(instance).arg(sockets);
            call.invoke_async(&mut self.0.clone()).await
        }
        .boxed()
    }

    fn hold<'a>(&'a self, instance: &'a str, code: &'a SessionCode, holding: bool) -> PresenceFuture<'a, ()> {
        async move {
            let (key, mut connection) = (sessions_key(instance), self.0.clone());
            if holding { connection.sadd(key, code.as_str()).await } else { connection.srem(key, code.as_str()).await }
        }
        .boxed()
    }

    fn leave<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, ()> {
        async move {
            let mut commands = redis::pipe();
            commands.zrem(INSTANCES_KEY, instance).ignore().del(sessions_key(instance)).ignore();
            commands.query_async(&mut self.0.clone()).await
        }
        .boxed()
    }

    fn instances(&self, by: Option<Timestamp>) -> PresenceFuture<'_, Vec<String>> {
        async move {
            let by = by.map_or("+inf".to_owned(), |by| by.millis().to_string());
            self.0.clone().zrangebyscore(INSTANCES_KEY, "-inf", by).await
        }
        .boxed()
    }

    fn sessions<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, Vec<SessionCode>> {
        async move {
            let codes: Vec<String> = self.0.clone().smembers(sessions_key(instance)).await?;
            Ok(codes.iter().filter_map(|code| SessionCode::parse(code)).collect())
        }
        .boxed()
    }

    fn sockets<'a>(&'a self, codes: &'a [SessionCode]) -> PresenceFuture<'a, Vec<Vec<String>>> {
        async move {
            let mut commands = redis::pipe();
            for code in codes {
                commands.hkeys(Keys::of(code).presence);
            }
            commands.query_async(&mut self.0.clone()).await
        }
        .boxed()
    }

    fn remove_sockets<'a>(&'a self, instance: &'a str, code: &'a SessionCode) -> PresenceFuture<'a, ()> {
        async move {
            let (script, mut connection) = (Script::new(REMOVE_SOCKETS), self.0.clone());
            let keys = Keys::of(code);
            let mut call = script.key(&keys.presence);
            let () = call.key(&keys.state).arg(format!("|{instance}")).invoke_async(&mut connection).await?;
            connection.srem(sessions_key(instance), code.as_str()).await
        }
        .boxed()
    }

    fn remove_instance<'a>(&'a self, instance: &'a str, now: Timestamp) -> PresenceFuture<'a, ()> {
        async move {
            let script = Script::new(REMOVE_INSTANCE);
            let mut call = script.key(INSTANCES_KEY);
            call.arg(instance).arg(now.millis()).invoke_async(&mut self.0.clone()).await
        }
        .boxed()
    }
}
