//! The check of the live store.

use redis::{ErrorKind, RedisError};

use crate::redis_connection::RedisConnection;

/// The reason when no answer arrives.
pub(super) const SILENT: &str = "Redis does not answer";

/// The key of the check's write. All processes share it.
const KEY: &str = "wpp:ready";

/// Lifetime of the key in milliseconds.
const LIFETIME_MS: u64 = 10_000;

/// Writes a small value.
///
/// # Errors
/// The reason why the store takes no writes.
pub(super) async fn check(redis: &RedisConnection) -> Result<(), &'static str> {
    let mut write = redis::cmd("SET");
    write.arg(KEY).arg(1).arg("PX").arg(LIFETIME_MS);
    write.exec_async(&mut redis.clone()).await.map_err(|error| reason(&error))
}

fn reason(error: &RedisError) -> &'static str {
    match error.code() {
        Some("READONLY") => "Redis is a read-only replica",
        Some("MASTERDOWN") => "Redis is a replica without its primary",
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
