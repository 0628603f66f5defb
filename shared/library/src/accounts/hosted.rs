//! Which sessions an account hosts: so that it can be shown, exported and ended with the account.
//!
//! | key | type | holds |
//! |---|---|---|
//! | `wpp:account:<id>:sessions` | sorted set | code → when the session was made, ms since 1970 |
//!
//! It is a list of where to look, not the truth: that is each session's own owner. A code whose
//! session is gone is taken out when somebody looks, and the key ends [`LIFETIME_MS`] after the last
//! session was made.

use redis::{AsyncCommands, RedisError, aio::ConnectionManager};
use wpp_game::{
    ids::{AccountId, SessionCode},
    session::Session,
};

/// How long the list is kept after it was last added to: as long as a session's own token.
pub const LIFETIME_MS: i64 = 36 * 3600 * 1000;

/// The lists. Cheap to clone.
#[derive(Clone)]
pub struct Hosted(ConnectionManager);

impl Hosted {
    /// The lists behind `connection`.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self(connection)
    }

    /// Adds a session to its owner's list, if it has an owner.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn add(&self, session: &Session) -> Result<(), RedisError> {
        let Some(owner) = session.owner() else { return Ok(()) };
        let mut both = redis::pipe();
        both.atomic().zadd(key(owner), session.code().as_str(), session.created_at().millis()).ignore();
        both.pexpire(key(owner), LIFETIME_MS).ignore();
        both.query_async(&mut self.0.clone()).await
    }

    /// Takes a session that is gone out of the list.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn remove(&self, owner: &AccountId, code: &SessionCode) -> Result<(), RedisError> {
        self.0.clone().zrem(key(owner), code.as_str()).await
    }

    /// The codes in the list, the latest session first. Some may be gone.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn codes(&self, owner: &AccountId) -> Result<Vec<SessionCode>, RedisError> {
        let codes: Vec<String> = self.0.clone().zrevrange(key(owner), 0, -1).await?;
        Ok(codes.iter().filter_map(|code| SessionCode::parse(code)).collect())
    }

    /// Deletes the list.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn forget(&self, owner: &AccountId) -> Result<(), RedisError> {
        self.0.clone().del(key(owner)).await
    }
}

/// The key of an account's list.
#[must_use]
pub fn key(owner: &AccountId) -> String {
    format!("wpp:account:{owner}:sessions")
}
