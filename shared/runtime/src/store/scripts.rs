//! The Lua scripts that change a session. Each is atomic.

use std::sync::LazyLock;

use redis::Script;

pub(super) struct Scripts {
    pub(super) create: Script,
    pub(super) commit: Script,
    pub(super) delete: Script,
    pub(super) publish_chat: Script,
    pub(super) store_id: Script,
}

impl Scripts {
    /// Returns the scripts, hashed once per process.
    pub(super) fn get() -> &'static Self {
        static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| Scripts {
            create: Script::new(&format!("{STORE_ID}{CREATE}")),
            commit: Script::new(&format!("{STORE_ID}{PUBLISH}{COMMIT}")),
            delete: Script::new(&format!("{PUBLISH}{DELETE}")),
            publish_chat: Script::new(&format!("{PUBLISH}{PUBLISH_CHAT}")),
            store_id: Script::new(&format!("{STORE_ID}return store_id()")),
        });
        &SCRIPTS
    }
}

/// Defines `store_id()`: the replication id of this Redis. The id changes when the server restarts and when a replica
/// takes over, that is, whenever acknowledged writes may be lost. The id is empty for a user without the right to
/// call INFO, and losses behind equal numbers are then not detected.
const STORE_ID: &str = r"
local function store_id()
  local info = redis.pcall('INFO', 'replication')
  return type(info) == 'string' and string.match(info, 'master_replid:(%x+)') or ''
end
";

/// Defines `publish(channel, message)`. A channel with a hash tag is a sharded one.
const PUBLISH: &str = r"
local function publish(channel, message)
  redis.call(string.find(channel, '{', 1, true) and 'SPUBLISH' or 'PUBLISH', channel, message)
end
";

/// Creates a session. Returns 0 when the code is taken, else 1.
/// Key: state. Arguments: state as JSON, lifetime in ms, expiry in ms since 1970.
const CREATE: &str = r"
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'v', 0, 's', ARGV[1], 'w', '', 'x', ARGV[3], 'r', store_id())
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1";

/// Writes a step. Returns 1; 0 when the version differs, or the sums of the audience differ from the expected ones; -1 when the
/// session does not exist; the id of this store when the last commit was to another one. Keys: state, events, presence, crowd,
/// ballots. Arguments: version read, new version, state as JSON, armed wake-up, lifetime in ms (0 keeps it), expiry in ms since
/// 1970, channel, minimum length of the stream,
/// id of the store that the step adopts, the expected sums of the audience (`-` for any), then a stream id, an envelope and its
/// variants for each event. The variants go into a field that is separate, and into further lines of the message. All events of a
/// step are one message, so that receivers write them to a socket together.
const COMMIT: &str = r"
local known = redis.call('HMGET', KEYS[1], 'v', 'r', 'a')
if not known[1] then return -1 end
if known[1] ~= ARGV[1] then return 0 end
if ARGV[10] ~= '-' and (known[3] or '') ~= ARGV[10] then return 0 end
local store = store_id()
if store ~= known[2] then
  if store ~= ARGV[9] then return store end
  redis.call('HSET', KEYS[1], 'r', store)
end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 's', ARGV[3], 'w', ARGV[4])
for i = 11, #ARGV, 3 do
  if ARGV[i + 2] == '' then
    redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[8], ARGV[i], 'e', ARGV[i + 1])
  else
    redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[8], ARGV[i], 'e', ARGV[i + 1], 'p', ARGV[i + 2])
  end
end
if ARGV[5] ~= '0' then
  redis.call('HSET', KEYS[1], 'x', ARGV[6])
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[5]) end
end
local messages = {}
for i = 11, #ARGV, 3 do
  messages[#messages + 1] = ARGV[i + 1] .. (ARGV[i + 2] == '' and '' or '\n' .. ARGV[i + 2])
end
if #messages > 0 then publish(ARGV[7], table.concat(messages, '\30')) end
return 1";

/// Deletes a session. Returns the number of deleted keys; 0 when the version differs; -1 when the session does
/// not exist. Keys: state, events, presence, crowd, ballots. Arguments: version read, channel, last envelope.
const DELETE: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return -1 end
if version ~= ARGV[1] then return 0 end
local gone = redis.call('DEL', unpack(KEYS))
publish(ARGV[2], ARGV[3])
return gone";

/// Publishes a chat message. Returns 1; 0 when the session does not exist.
/// Keys: state, events, presence, crowd, ballots. Arguments: channel, message, time in ms, version read, lifetime in ms (0 keeps
/// it). The lifetime belongs to the version read: a later commit has renewed the lifetime already.
const PUBLISH_CHAT: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return 0 end
local last = redis.call('HGET', KEYS[1], 'm')
if not last or tonumber(last) < tonumber(ARGV[3]) then redis.call('HSET', KEYS[1], 'm', ARGV[3]) end
if ARGV[5] ~= '0' and version == ARGV[4] then
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[5]) end
end
publish(ARGV[1], ARGV[2])
return 1";
