//! The live sessions in a backup: one line for each session, or for each other key.

use std::{collections::BTreeMap, error::Error};

use redis::{AsyncCommands as _, RedisError, Script};
use serde::{Deserialize, Serialize};
use wpp_runtime::{deadlines::is_queue_key, redis_connection::RedisConnection};

/// Reads the keys of a session at one moment, with their lifetimes.
const DUMP: &str = r"
local found = {}
for i, key in ipairs(KEYS) do found[i] = {redis.call('DUMP', key) or '', redis.call('PTTL', key)} end
return found";

/// The keys with the same hash tag.
#[derive(Debug, Serialize, Deserialize)]
struct Group {
    keys: Vec<Key>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Key {
    name: String,
    /// The value in the format of `DUMP`, in hexadecimal digits.
    dump: String,
    /// Remaining lifetime in milliseconds; 0 without an end.
    ttl_ms: i64,
}

/// The lines of a backup.
pub(super) struct Dump {
    pub(super) lines: String,
    /// Number of sessions.
    pub(super) count: usize,
}

/// Copies all keys but those of the deadline queue.
///
/// # Errors
/// When Redis does not answer.
pub(super) async fn dump(redis: &RedisConnection) -> Result<Dump, Box<dyn Error>> {
    let mut groups = BTreeMap::<String, Vec<String>>::new();
    for name in names(redis).await? {
        let tag = name.split_once('}').map_or(name.as_str(), |(tag, _)| tag).to_owned();
        groups.entry(tag).or_default().push(name);
    }
    let mut dump = Dump { lines: String::new(), count: 0 };
    for names in groups.into_values() {
        let script = Script::new(DUMP);
        let mut call = script.prepare_invoke();
        for name in &names {
            call.key(name);
        }
        let values: Vec<(Vec<u8>, i64)> = call.invoke_async(&mut redis.clone()).await?;
        // A key may have expired meanwhile.
        let found = names.into_iter().zip(values).filter(|(_, (value, _))| !value.is_empty());
        let keys: Vec<Key> =
            found.map(|(name, (value, ttl))| Key { name, dump: to_hex(&value), ttl_ms: ttl.max(0) }).collect();
        dump.count += usize::from(keys.iter().any(|key| is_session(&key.name)));
        dump.lines.push_str(&serde_json::to_string(&Group { keys })?);
        dump.lines.push('\n');
    }
    Ok(dump)
}

/// Checks that Redis holds nothing of a server.
///
/// # Errors
/// When Redis does not answer, or is not empty.
pub(super) async fn check_empty(redis: &RedisConnection) -> Result<(), Box<dyn Error>> {
    let sessions = names(redis).await?.iter().filter(|name| is_session(name)).count();
    if sessions > 0 {
        return Err(format!("Redis holds {sessions} sessions; stop the server, and restore into an empty Redis").into());
    }
    Ok(())
}

/// Writes the keys of a backup with their remaining lifetimes. Returns the number of sessions.
///
/// # Errors
/// When a line cannot be read, or Redis refuses a key.
pub(super) async fn restore(redis: &RedisConnection, lines: &str) -> Result<usize, Box<dyn Error>> {
    let mut sessions = 0;
    for line in lines.lines() {
        let group: Group = serde_json::from_str(line)?;
        for key in &group.keys {
            let value = from_hex(&key.dump).ok_or_else(|| format!("{} is damaged in the backup", key.name))?;
            let mut command = redis::cmd("RESTORE");
            command.arg(&key.name).arg(key.ttl_ms).arg(value).arg("REPLACE");
            command.exec_async(&mut redis.clone()).await?;
            sessions += usize::from(is_session(&key.name));
        }
    }
    Ok(sessions)
}

/// Returns the names of all keys but those of the deadline queue.
async fn names(redis: &RedisConnection) -> Result<Vec<String>, RedisError> {
    let mut found = Vec::new();
    for mut node in redis.nodes() {
        let mut names = node.connection.scan::<String>().await?;
        while let Some(name) = names.next_item().await {
            found.push(name?);
        }
    }
    found.retain(|name| !is_queue_key(name));
    found.sort();
    // A scan may return a key twice. So may two servers, while a slot moves from one to the other.
    found.dedup();
    Ok(found)
}

fn is_session(name: &str) -> bool {
    name.starts_with('{') && name.ends_with("}:state")
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}
