//! The check of the live store.

use std::borrow::Cow;

use futures_util::future::join_all;
use redis::{ErrorKind, RedisError};
use tokio::time::timeout;

use super::CHECK_TIMEOUT;
use crate::redis_connection::{RedisConnection, StoreNode};

/// The reason when no answer arrives.
const SILENT: &str = "Redis does not answer";

/// The key of the check's write, on each server. All processes share it.
const KEY: &str = "wpp:ready";

/// Lifetime of the key in milliseconds.
const LIFETIME_MS: u64 = 10_000;

/// Whether the live store takes writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StoreState {
    /// Every server does.
    Up,
    /// Some servers of a cluster do not: each with the reason.
    Partial(String),
    /// No server does.
    Down(Cow<'static, str>),
}

/// Writes a small value to each server. Returns within the timeout of a check.
pub(super) async fn check(redis: &RedisConnection) -> StoreState {
    let nodes = redis.nodes();
    let reasons: Vec<(Option<String>, &'static str)> =
        join_all(nodes.iter().map(write)).await.into_iter().filter_map(Result::err).collect();
    match &*reasons {
        [] if nodes.is_empty() => StoreState::Down("the cluster has no primary".into()),
        [] => StoreState::Up,
        [(None, reason)] => StoreState::Down((*reason).into()),
        reasons => {
            let named =
                reasons.iter().map(|(name, reason)| format!("{}: {reason}", name.as_deref().unwrap_or_default()));
            let text = named.collect::<Vec<_>>().join(", ");
            if reasons.len() == nodes.len() { StoreState::Down(text.into()) } else { StoreState::Partial(text) }
        }
    }
}

/// Writes a small value to one server.
///
/// # Errors
/// The name of the server, if it has one, and the reason why it takes no writes.
async fn write(node: &StoreNode) -> Result<(), (Option<String>, &'static str)> {
    let mut write = redis::cmd("SET");
    write.arg(node.key(KEY)).arg(1).arg("PX").arg(LIFETIME_MS);
    let mut connection = node.connection.clone();
    let written = timeout(CHECK_TIMEOUT, write.exec_async(&mut connection)).await;
    let outcome = written.map_or(Err(SILENT), |outcome| outcome.map_err(|error| reason(&error)));
    outcome.map_err(|reason| (node.name.clone(), reason))
}

fn reason(error: &RedisError) -> &'static str {
    match error.code() {
        Some("READONLY") => "Redis is a read-only replica",
        Some("MASTERDOWN") => "Redis is a replica without its primary",
        Some("MOVED") => "Redis is a replica now",
        Some("CLUSTERDOWN") => "the cluster does not serve all hash slots",
        Some("LOADING") => "Redis is loading its data",
        Some("MISCONF") => "Redis cannot save to its disk",
        Some("OOM") => "Redis is out of memory",
        Some("NOREPLICAS") => "Redis has too few replicas",
        Some("NOAUTH" | "WRONGPASS") => "Redis refuses the password",
        Some("NOPERM") => "the Redis user lacks permissions",
        Some(_) => "Redis rejects writes",
        None if error.kind() == ErrorKind::AuthenticationFailed => "Redis refuses the password",
        None => SILENT,
    }
}

#[cfg(test)]
mod tests {
    use redis::{Value, parse_redis_value};

    use super::*;

    #[test]
    fn names_why_writes_fail() {
        let of = |line: &str| match parse_redis_value(line.as_bytes()).unwrap() {
            Value::ServerError(error) => reason(&error.into()),
            other => panic!("{other:?} is no error"),
        };
        assert_eq!(of("-OOM command not allowed when used memory > 'maxmemory'.\r\n"), "Redis is out of memory");
        assert_eq!(of("-MISCONF Errors writing to the AOF file\r\n"), "Redis cannot save to its disk");
        assert_eq!(of("-NOREPLICAS Not enough good replicas to write.\r\n"), "Redis has too few replicas");
        assert_eq!(of("-MASTERDOWN Link with MASTER is down\r\n"), "Redis is a replica without its primary");
        assert_eq!(of("-LOADING Redis is loading the dataset in memory\r\n"), "Redis is loading its data");
        assert_eq!(of("-ERR max number of clients reached\r\n"), "Redis rejects writes");
    }
}
