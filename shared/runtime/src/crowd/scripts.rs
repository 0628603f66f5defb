//! The Lua scripts that change the audience of a session. Each is atomic. None of them creates a session.

use std::sync::LazyLock;

use redis::Script;

pub(super) struct Scripts {
    pub(super) join: Script,
    pub(super) leave: Script,
    pub(super) replace: Script,
    pub(super) count: Script,
    pub(super) set_connected: Script,
}

impl Scripts {
    /// Returns the scripts, hashed once per process.
    pub(super) fn get() -> &'static Self {
        static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| Scripts {
            join: Script::new(&format!("{SUMS}{JOIN}")),
            leave: Script::new(&format!("{SUMS}{LEAVE}")),
            replace: Script::new(REPLACE),
            count: Script::new(&format!("{SUMS}{COUNT}")),
            set_connected: Script::new(&format!("{SUMS}{SET_CONNECTED}")),
        });
        &SCRIPTS
    }
}

/// Defines `read_sums()`, `write_sums(sums)` and `share_lifetime(key)`. `KEYS[1]` is the state.
const SUMS: &str = r"
local function read_sums()
  local text = redis.call('HGET', KEYS[1], 'a')
  if text then return cjson.decode(text) end
  return { m = 0, c = 0, v = { p = '', n = 0, s = {} }, r = { p = '', n = 0, s = {} } }
end
local function write_sums(sums) redis.call('HSET', KEYS[1], 'a', cjson.encode(sums)) end
local function share_lifetime(key) redis.call('PEXPIRE', key, math.max(1, redis.call('PTTL', KEYS[1]))) end
";

/// Adds a member, or repeats that. Returns 1; 0 when the audience is full; -1 when the session does not exist.
/// Keys: state, crowd. Arguments: member, record, maximum number of members.
const JOIN: &str = r"
if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
local is_new = redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0
if is_new and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
share_lifetime(KEYS[2])
local sums = read_sums()
sums.m = redis.call('HLEN', KEYS[2])
write_sums(sums)
return 1";

/// Removes members and their ballots. The sums of their votes stay. Keys: state, crowd, ballots. Arguments: members.
const LEAVE: &str = r"
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for _, member in ipairs(ARGV) do
  redis.call('HDEL', KEYS[2], member)
  redis.call('HDEL', KEYS[3], 'v' .. member, 'r' .. member)
end
local sums = read_sums()
sums.m = redis.call('HLEN', KEYS[2])
write_sums(sums)
return 1";

/// Replaces the record of a member. Key: crowd. Arguments: member, record.
const REPLACE: &str = r"
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return 1";

/// Counts ballots. Returns one number for each: 0 counted now; 1 counted before; 2 the person has no such ballot left; 3 not a
/// member; 4 the game rejected the action, and no ballot has its id. Returns {-1} when the session has another version, and
/// {-2} when the session does not exist.
/// Keys: state, crowd, ballots. Arguments: version read, then for each action: member, action id, kind (v, r, or empty for a
/// rejected one), poll, choice, most ballots of the person (0 for no limit).
const COUNT: &str = r"
local version = redis.call('HGET', KEYS[1], 'v')
if not version then return { -2 } end
if version ~= ARGV[1] then return { -1 } end
local sums, outcomes, changed = read_sums(), {}, false
local function has(entry, id) return entry and string.find(entry, '\n' .. id .. ' ', 1, true) end
local function count(member, id, kind, poll, choice, most)
  if redis.call('HEXISTS', KEYS[2], member) == 0 then return 3 end
  local known = redis.call('HMGET', KEYS[3], 'v' .. member, 'r' .. member)
  if has(known[1], id) or has(known[2], id) then return 1 end
  if kind == '' then return 4 end
  local entry = kind == 'v' and known[1] or kind == 'r' and known[2] or ''
  if string.sub(entry, 1, #poll + 1) ~= poll .. '\n' then entry = poll .. '\n' end
  local used = 0
  for own in string.gmatch(string.sub(entry, #poll + 2), '[^ \n]+ ([^\n]+)\n') do
    used = used + 1
    if kind == 'v' and own == choice then return 2 end
  end
  if most == 0 then
    -- The latest ids are enough to recognise repetitions.
    if used >= 20 then entry = poll .. '\n' .. string.gsub(string.sub(entry, #poll + 2), '^[^\n]*\n', '') end
  elseif used >= most then return 2 end
  redis.call('HSET', KEYS[3], kind .. member, entry .. id .. ' ' .. choice .. '\n')
  if sums[kind].p ~= poll then sums[kind] = { p = poll, n = 0, s = {} } end
  local sum = sums[kind]
  if used == 0 then sum.n = sum.n + 1 end
  sum.s[choice] = (sum.s[choice] or 0) + 1
  changed = true
  return 0
end
for i = 2, #ARGV, 6 do
  outcomes[#outcomes + 1] = count(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], tonumber(ARGV[i + 5]))
end
if changed then
  write_sums(sums)
  share_lifetime(KEYS[3])
end
return outcomes";

/// Sets the number of people with sockets in one process. Keys: state, presence. Arguments: field, number.
const SET_CONNECTED: &str = r"
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[2] == '0' then redis.call('HDEL', KEYS[2], ARGV[1]) else redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
share_lifetime(KEYS[2])
local connected, all = 0, redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == '~|' then connected = connected + tonumber(all[i + 1]) end
end
local sums = read_sums()
sums.c = connected
write_sums(sums)
return 1";
