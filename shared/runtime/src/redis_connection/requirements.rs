//! Requirements on the server, checked when a process starts.

use std::{error::Error, io, sync::Arc};

use redis::{ErrorKind, RedisError};

use super::{RedisConnection, connect};
use crate::{redis_address::RedisAddress, telemetry::chain};

/// The oldest supported major version.
const OLDEST_MAJOR: u32 = 7;

/// Why a process cannot start with this Redis.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Redis does not answer at the address.
    #[error("Redis does not answer: {0}. Start Redis, or set REDIS_URL.")]
    Unreachable(RedisError),
    /// The Sentinels answer, but none knows a primary of this name that is alive.
    #[error("The Sentinels name no primary that is alive: {0}. Check the name in REDIS_URL, and the primary.")]
    NoPrimary(RedisError),
    /// The certificate of Redis or of this program is refused.
    #[error("Redis and this program do not agree on TLS: {0}. Check REDIS_TLS_CA, and the host in REDIS_URL.")]
    Tls(RedisError),
    /// The user or password is wrong or missing.
    #[error("Redis refuses the password. Write it into REDIS_URL: redis://:<password>@<host>:<port>.")]
    Password,
    /// The server is a replica.
    #[error("REDIS_URL leads to a replica, which takes no writes. Set REDIS_URL to the primary.")]
    Replica,
    /// The server is a Sentinel, which stores nothing.
    #[error("REDIS_URL leads to a Sentinel, which stores no data. Write redis+sentinel://<host>:<port>/<name>.")]
    Sentinel,
    /// The server is part of a cluster.
    #[error(
        "REDIS_URL leads to a node of a cluster, which has only a part of the data. Write redis+cluster://<host>:<port>."
    )]
    ClusterNode,
    /// The server is not part of a cluster.
    #[error("The server of REDIS_URL is not part of a cluster. Write redis://<host>:<port>.")]
    NoCluster,
    /// The server lacks commands that this version needs.
    #[error("Redis {0} is too old. Install Redis {OLDEST_MAJOR}.0 or newer.")]
    Version(String),
}

impl From<RedisError> for OpenError {
    fn from(error: RedisError) -> Self {
        let is_refused = error.kind() == ErrorKind::AuthenticationFailed
            || error.code().is_some_and(|code| matches!(code, "NOAUTH" | "WRONGPASS"));
        match error.kind() {
            _ if is_refused => Self::Password,
            ErrorKind::MasterNameNotFoundBySentinel => Self::NoPrimary(error),
            _ if is_tls(&error) => Self::Tls(error),
            _ if error.detail().is_some_and(|text| text.contains("cluster support disabled")) => Self::NoCluster,
            _ => Self::Unreachable(error),
        }
    }
}

/// Returns whether TLS failed, which the library reports as invalid data.
fn is_tls(error: &RedisError) -> bool {
    let shared = error.source().and_then(|source| source.downcast_ref::<Arc<dyn Error + Send + Sync>>());
    let cause = shared.and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidData)
}

/// Opens a connection for commands at the start of a process. Logs a warning for each setting of the server that may
/// lose games.
///
/// # Errors
/// [`OpenError`] when the server is unreachable or unusable.
pub async fn open(address: &RedisAddress) -> Result<RedisConnection, OpenError> {
    let connection = connect(address).await?;
    for mut node in connection.nodes() {
        let info: Result<String, RedisError> = redis::cmd("INFO").query_async(&mut node.connection).await;
        match info {
            Ok(info) => {
                for warning in check(&info, address.is_cluster())? {
                    tracing::warn!(server = node.name, "{warning}");
                }
            }
            Err(error) if error.code() == Some("NOPERM") => {
                tracing::warn!("settings of Redis not checked: its user may not call INFO");
            }
            // The other nodes of a cluster serve their games.
            Err(error) if address.is_cluster() && error.is_io_error() => {
                tracing::warn!(server = node.name, error = %chain(&error), "node of the cluster does not answer");
            }
            Err(error) => return Err(error.into()),
        }
    }
    match connection.uncovered_slots() {
        0 => {}
        slots => tracing::warn!(slots, "hash slots without a primary; their games fail until a node takes them over"),
    }
    Ok(connection)
}

/// Checks the answer of `INFO`. Returns the warnings.
fn check(info: &str, is_cluster: bool) -> Result<Vec<&'static str>, OpenError> {
    let field = |name: &str| {
        let lines = info.lines().map(|line| line.trim_end().split_once(':'));
        lines.flatten().find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    // Valkey has renamed the field.
    if field("redis_mode").or(field("server_mode")) == Some("sentinel") {
        return Err(OpenError::Sentinel);
    }
    let version = field("redis_version").unwrap_or_default();
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major < OLDEST_MAJOR) {
        return Err(OpenError::Version(version.to_owned()));
    }
    if !is_cluster && field("cluster_enabled") == Some("1") {
        return Err(OpenError::ClusterNode);
    }
    // A node of a cluster may have become a replica just now.
    if !is_cluster && field("role") == Some("slave") {
        return Err(OpenError::Replica);
    }
    let mut warnings = Vec::new();
    if field("maxmemory_policy").is_some_and(|policy| policy != "noeviction") {
        warnings.push("Redis deletes games when its memory is full. Set maxmemory-policy to noeviction.");
    }
    if field("aof_enabled") == Some("0") {
        warnings.push("Redis keeps no append-only file, so its restart loses games. Set appendonly to yes.");
    }
    Ok(warnings)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nmaxmemory_policy:noeviction\r\n\
                        aof_enabled:1\r\nrole:master\r\n";

    fn with(from: &str, to: &str) -> Result<usize, String> {
        check(&GOOD.replace(from, to), false).map(|warnings| warnings.len()).map_err(|error| error.to_string())
    }

    #[test]
    fn accepts_a_suitable_server() {
        assert_eq!(with("", ""), Ok(0));
        assert_eq!(with("7.0.15", "7.2.4\r\nvalkey_version:9.0.0"), Ok(0));
        assert_eq!(with("7.0.15", "10.0.0"), Ok(0));
    }

    #[test]
    fn refuses_an_unusable_server() {
        assert!(with("7.0.15", "6.2.14").unwrap_err().contains("6.2.14 is too old"));
        assert!(with("master", "slave").unwrap_err().contains("replica"));
        assert!(with("standalone", "sentinel").unwrap_err().contains("Sentinel"));
        assert!(with("redis_mode:standalone", "server_mode:sentinel").unwrap_err().contains("Sentinel"));
    }

    #[test]
    fn a_cluster_needs_an_address_of_a_cluster() {
        assert!(with("role:", "cluster_enabled:1\r\nrole:").unwrap_err().contains("redis+cluster://"));
        assert_eq!(with("role:", "cluster_enabled:0\r\nrole:"), Ok(0));
        assert!(check(&GOOD.replace("role:", "cluster_enabled:1\r\nrole:"), true).is_ok());
        let answer = redis::parse_redis_value(b"-ERR This instance has cluster support disabled\r\n").unwrap();
        assert!(matches!(OpenError::from(answer.extract_error().unwrap_err()), OpenError::NoCluster));
    }

    #[test]
    fn names_a_refused_certificate() {
        let refused = io::Error::new(io::ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer");
        assert!(matches!(OpenError::from(RedisError::from(refused)), OpenError::Tls(_)));
        let closed = io::Error::from(io::ErrorKind::ConnectionRefused);
        assert!(matches!(OpenError::from(RedisError::from(closed)), OpenError::Unreachable(_)));
    }

    #[test]
    fn warns_about_settings_that_lose_games() {
        for policy in ["allkeys-lru", "volatile-ttl", "allkeys-random"] {
            assert_eq!(with("noeviction", policy), Ok(1));
        }
        assert_eq!(with("aof_enabled:1", "aof_enabled:0"), Ok(1));
    }
}
