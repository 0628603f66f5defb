//! The scripts that change a session, each atomic.

use std::sync::LazyLock;

use redis::Script;

pub(super) struct Scripts {
    pub(super) create: Script,
    pub(super) commit: Script,
    pub(super) delete: Script,
    pub(super) speak: Script,
}

impl Scripts {
    /// The scripts, hashed once a process. They are constants, not state.
    pub(super) fn get() -> &'static Self {
        static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| Scripts {
            create: Script::new(CREATE),
            commit: Script::new(COMMIT),
            delete: Script::new(DELETE),
            speak: Script::new(SPEAK),
        });
        &SCRIPTS
    }
}

/// `state` · JSON, lifetime, when that ends.
const CREATE: &str = r"
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'v', 0, 's', ARGV[1], 'w', '', 'x', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1";

/// `state`, `events`, `presence` · version read, version made, JSON, armed wake-up, lifetime (0: as it is), when that
/// ends, channel, tail length, then stream id and envelope of each event.
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

/// `state`, `events`, `presence` · version read, channel, last envelope.
const DELETE: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return -1 end
if version ~= ARGV[1] then return 0 end
local gone = redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return gone";

/// `state`, `events`, `presence` · channel, message, moment in ms, version read, lifetime or 0. The
/// lifetime is that of the version read: if the session has moved on, its own commit has renewed it.
const SPEAK: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return 0 end
local said = redis.call('HGET', KEYS[1], 'm')
if not said or tonumber(said) < tonumber(ARGV[3]) then redis.call('HSET', KEYS[1], 'm', ARGV[3]) end
if ARGV[5] ~= '0' and version == ARGV[4] then
  for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[5]) end
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1";
