//! Lua scripts of the adapter. Each handles a bounded number of ids and keeps every id in exactly one place.

use redis::Script;

/// Moves due ids from `scheduled` to `active`, the earliest first. Returns their number.
/// Keys: scheduled, active. Arguments: score up to which ids are due, maximum number of ids.
const PROMOTE: &str = r"
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
if #ids > 0 then
  redis.call('RPUSH', KEYS[2], unpack(ids))
  redis.call('ZREM', KEYS[1], unpack(ids))
end
return #ids
";

/// Deletes finished jobs. A job that the worker no longer holds belongs to another worker and stays.
/// Keys: inflight, data, meta prefix. Arguments: ids.
const ACKNOWLEDGE: &str = r"
local ids, metas = {}, {}
for _, id in ipairs(ARGV) do
  if redis.call('SREM', KEYS[1], id) == 1 then
    ids[#ids + 1] = id
    metas[#metas + 1] = KEYS[3] .. ':' .. id
  end
end
if #ids > 0 then
  redis.call('HDEL', KEYS[2], unpack(ids))
  redis.call('UNLINK', unpack(metas))
end
return #ids
";

/// Deletes jobs that a worker of apalis alone has finished. Returns their number.
/// Keys: done or dead, data, meta prefix. Argument: maximum number of ids.
const PURGE: &str = r"
local ids = redis.call('SPOP', KEYS[1], ARGV[1])
if #ids > 0 then
  redis.call('HDEL', KEYS[2], unpack(ids))
  for i, id in ipairs(ids) do ids[i] = KEYS[3] .. ':' .. id end
  redis.call('UNLINK', unpack(ids))
end
return #ids
";

/// Returns the jobs of an ended worker to the head of `active`, and deletes the worker once it holds none.
/// An id without data would end every worker that fetches it, so it is dropped.
/// Returns the number of ids taken; fewer than the maximum means that none is left.
/// Keys: inflight, active, data, workers, the worker's metadata. Arguments: its name, maximum number of ids.
const RELEASE: &str = r"
local ids = redis.call('SPOP', KEYS[1], ARGV[2])
for _, id in ipairs(ids) do
  if redis.call('HEXISTS', KEYS[3], id) == 1 then redis.call('LPUSH', KEYS[2], id) end
end
if #ids < tonumber(ARGV[2]) then
  redis.call('ZREM', KEYS[4], ARGV[1])
  redis.call('UNLINK', KEYS[5])
end
return #ids
";

/// The scripts, hashed once.
#[derive(Debug)]
pub(super) struct Scripts {
    pub(super) promote: Script,
    pub(super) acknowledge: Script,
    pub(super) purge: Script,
    pub(super) release: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        let [promote, acknowledge, purge, release] = [PROMOTE, ACKNOWLEDGE, PURGE, RELEASE].map(Script::new);
        Self { promote, acknowledge, purge, release }
    }
}
