//! The generation of logins and links. A new generation ends all earlier ones at once.

use redis::{AsyncCommands as _, RedisError};
use wpp_runtime::{redis_connection::RedisConnection, secure_rng::SecureRng};

use super::{LINK_LIFETIME_MS, LOGIN_LIFETIME_MS};

/// Key of the name of the current generation. A name that has expired is as good as none: every login and link of an
/// earlier generation has expired before.
pub(super) const KEY: &str = "wpp:operator:generation";

/// Length of a name in letters and digits.
const LETTERS: usize = 16;

/// Ends all logins of operators and all unused links, in every process.
///
/// # Errors
/// When Redis does not answer.
pub async fn end_all(connection: &RedisConnection, rng: &SecureRng) -> Result<(), RedisError> {
    let lifetime = LOGIN_LIFETIME_MS.max(LINK_LIFETIME_MS);
    connection.clone().pset_ex(KEY, rng.word(LETTERS), lifetime).await
}

/// Returns the name of the current generation; `None` if none began within the last hours.
///
/// # Errors
/// When Redis does not answer.
pub(super) async fn current(connection: &RedisConnection) -> Result<Option<String>, RedisError> {
    connection.clone().get(KEY).await
}

/// Returns whether something of the generation `begun` is valid in the generation `current`.
pub(super) fn is_valid(begun: Option<&str>, current: Option<&str>) -> bool {
    current.is_none() || begun == current
}
