//! The Lua scripts that change a session. Each is atomic.

use std::sync::LazyLock;

use redis::Script;

pub(super) struct Scripts {
    pub(super) create: Script,
    pub(super) commit: Script,
    pub(super) delete: Script,
    pub(super) publish_chat: Script,
}

impl Scripts {
    /// Returns the scripts, hashed once per process.
    pub(super) fn get() -> &'static Self {
        static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| Scripts {
            create: Script::new(CREATE),
            commit: Script::new(COMMIT),
            delete: Script::new(DELETE),
            publish_chat: Script::new(PUBLISH_CHAT),
        });
        &SCRIPTS
    }
}

/// Creates a session. Returns 0 when the code is taken, else 1.
/// Key: state. Arguments: state as JSON, lifetime in ms, expiry in ms since 1970.
const CREATE: &str = r"
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'v', 0, 's', ARGV[1], 'w', '', 'x', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1";

/// Writes a step. Returns 1; 0 when the version differs; -1 when the session does not exist.
/// Keys: state, events, presence. Arguments: version read, new version, state as JSON, armed wake-up, lifetime
/// in ms (0 keeps it), expiry in ms since 1970, channel, minimum length of the stream, then a stream id and an
/// envelope for each event.
const COMMIT: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return -1 end
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 's', ARGV[3], 'w', ARGV[4])
for i = 9, #ARGV, 2 do
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[8], ARGV[i], 'e', ARGV[i + 1])
end
if ARGV[5] ~= '0' then
  redis.call('HSET', KEYS[1], 'x', ARGV[6])
  for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[5]) end
end
for i = 9, #ARGV, 2 do redis.call('PUBLISH', ARGV[7], ARGV[i + 1]) end
return 1";

/// Deletes a session. Returns the number of deleted keys; 0 when the version differs; -1 when the session does
/// not exist. Keys: state, events, presence. Arguments: version read, channel, last envelope.
const DELETE: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return -1 end
if version ~= ARGV[1] then return 0 end
local gone = redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return gone";

/// Publishes a chat message. Returns 1; 0 when the session does not exist.
/// Keys: state, events, presence. Arguments: channel, message, time in ms, version read, lifetime in ms (0 keeps
/// it). The lifetime belongs to the version read: a later commit has renewed the lifetime already.
const PUBLISH_CHAT: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return 0 end
local last = redis.call('HGET', KEYS[1], 'm')
if not last or tonumber(last) < tonumber(ARGV[3]) then redis.call('HSET', KEYS[1], 'm', ARGV[3]) end
if ARGV[5] ~= '0' and version == ARGV[4] then
  for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[5]) end
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1";
