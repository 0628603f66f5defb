//! The scripts apalis does not have. Each touches a bounded number of ids and leaves every id in
//! exactly one place.

use std::sync::Arc;

use redis::Script;

/// Moves due ids from `scheduled` to `active`. Returns how many.
/// Keys: scheduled, active. Arguments: second up to which ids are due, most ids to move.
const PROMOTE: &str = r"
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
if #ids > 0 then
  redis.call('RPUSH', KEYS[2], unpack(ids))
  redis.call('ZREM', KEYS[1], unpack(ids))
end
return #ids
";

/// Forgets finished jobs. Returns how many.
/// Keys: done or dead, data, meta prefix. Argument: most ids to forget.
const PURGE: &str = r"
local ids = redis.call('SPOP', KEYS[1], ARGV[1])
if #ids > 0 then
  redis.call('HDEL', KEYS[2], unpack(ids))
  for i, id in ipairs(ids) do ids[i] = KEYS[3] .. ':' .. id end
  redis.call('UNLINK', unpack(ids))
end
return #ids
";

/// Forgets a job that is still scheduled. Returns whether it was.
/// Keys: scheduled, data, the job's meta. Argument: its id.
const CANCEL: &str = r"
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('UNLINK', KEYS[3])
return 1
";

/// Gives back what a worker that has ended still holds, before everything else that is active, and
/// signs it off once it holds nothing. An id without data would end every worker that fetches it,
/// so it is dropped. Returns how many ids were held; fewer than asked for means that was all.
/// Keys: inflight, active, data, workers, the worker's metadata. Arguments: its name, most ids.
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

/// The scripts, with their hashes computed once.
#[derive(Debug)]
pub(super) struct Scripts {
    pub(super) promote: Script,
    pub(super) purge: Script,
    pub(super) cancel: Script,
    pub(super) release: Script,
}

impl Scripts {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            promote: Script::new(PROMOTE),
            purge: Script::new(PURGE),
            cancel: Script::new(CANCEL),
            release: Script::new(RELEASE),
        })
    }
}
