//! The sessions that an account hosts: for listing, for the export, and for ending them with the account.
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:account:<id>:sessions` | sorted set | session code → creation time, ms since 1970 |
//!
//! The list is an index. The owner in the session's state is authoritative. Readers remove codes whose session
//! has ended. The key expires [`LIFETIME_MS`] after the last session was created.

use redis::{AsyncCommands, RedisError};
use wpp_game::{
    ids::{AccountId, SessionCode},
    session::Session,
};
use wpp_runtime::redis_connection::RedisConnection;

/// Lifetime of the list after the last addition: the lifetime of a session token.
pub const LIFETIME_MS: i64 = 36 * 3600 * 1000;

/// Access to the lists. Cheap to clone.
#[derive(Clone)]
pub struct HostedSessions {
    connection: RedisConnection,
}

impl HostedSessions {
    /// Creates access to the lists.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self { connection }
    }

    /// Adds a session to the list of its owner. Sessions without an owner are ignored.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn add(&self, session: &Session) -> Result<(), RedisError> {
        let Some(owner) = session.owner() else { return Ok(()) };
        let mut both = redis::pipe();
        both.atomic().zadd(key(owner), session.code().as_str(), session.created_at().millis()).ignore();
        both.pexpire(key(owner), LIFETIME_MS).ignore();
        both.query_async(&mut self.connection.clone()).await
    }

    /// Removes a session from the list.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn remove(&self, owner: &AccountId, code: &SessionCode) -> Result<(), RedisError> {
        self.connection.clone().zrem(key(owner), code.as_str()).await
    }

    /// Returns the codes in the list, newest session first. Some sessions may have ended.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn codes(&self, owner: &AccountId) -> Result<Vec<SessionCode>, RedisError> {
        let codes: Vec<String> = self.connection.clone().zrevrange(key(owner), 0, -1).await?;
        Ok(codes.iter().filter_map(|code| SessionCode::parse(code)).collect())
    }

    /// Deletes the list of an account.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn forget(&self, owner: &AccountId) -> Result<(), RedisError> {
        self.connection.clone().del(key(owner)).await
    }
}

/// Returns the Redis key of an account's list.
#[must_use]
pub fn key(owner: &AccountId) -> String {
    format!("wpp:account:{owner}:sessions")
}
