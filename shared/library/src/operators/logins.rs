//! Logins of operators.

use std::fmt;

use redis::AsyncCommands as _;
use sea_orm::{DatabaseConnection, EntityTrait as _};
use serde::{Deserialize, Serialize};
use wpp_entity::{account, operator};
use wpp_game::time::Timestamp;
use wpp_runtime::{clock::SharedClock, redis_connection::RedisConnection, secure_rng::SecureRng};

use super::{OperatorError, SECRET_LETTERS, generation};
use crate::digest::hex_digest;

/// Lifetime of a login in milliseconds. It is not extended.
pub const LOGIN_LIFETIME_MS: u64 = 8 * 60 * 60 * 1000;

/// Begins, checks and ends logins. Cheap to clone.
#[derive(Clone)]
pub struct OperatorLogins {
    db: DatabaseConnection,
    connection: RedisConnection,
    clock: SharedClock,
    rng: SecureRng,
}

/// A login of an operator.
#[derive(Debug, Clone)]
pub struct OperatorLogin {
    /// Who is logged in.
    pub name: OperatorName,
    /// Time at which the login ends.
    pub expires_at: Timestamp,
}

/// Who an operator is. Displayed in the log of each action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperatorName {
    /// The account with this login name.
    Account(String),
    /// The person who used a one-time link.
    Link,
}

/// A login in the store. The times of its account are compared: a right that was revoked and given again, or a new password,
/// does not revive the login.
#[derive(Serialize, Deserialize)]
struct StoredLogin {
    /// `None` for a link.
    account: Option<StoredAccount>,
    expires_at: i64,
    /// The generation in which the login began.
    generation: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredAccount {
    id: String,
    granted_at: i64,
    password_changed_at: i64,
}

impl OperatorLogins {
    /// Creates access to the logins.
    #[must_use]
    pub fn new(db: DatabaseConnection, connection: RedisConnection, clock: SharedClock, rng: SecureRng) -> Self {
        Self { db, connection, clock, rng }
    }

    /// Begins the login of an account whose password was verified. Returns its token.
    ///
    /// # Errors
    /// [`OperatorError::NotAnOperator`], or when a store fails.
    pub async fn begin(&self, account: &account::Model) -> Result<(String, OperatorLogin), OperatorError> {
        let right = operator::Entity::find_by_id(&account.id).one(&self.db).await?;
        let granted_at = right.ok_or(OperatorError::NotAnOperator)?.granted_at;
        let (id, password_changed_at) = (account.id.clone(), account.password_changed_at);
        let stored = StoredAccount { id, granted_at, password_changed_at };
        self.store(Some(stored), OperatorName::Account(account.name.clone())).await
    }

    /// Begins a login by a link that was just used. Returns its token.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_by_link(&self) -> Result<(String, OperatorLogin), OperatorError> {
        self.store(None, OperatorName::Link).await
    }

    /// Returns the login of a token. A login ends with its generation, and with the right of its account, its password and the
    /// account.
    ///
    /// # Errors
    /// [`OperatorError::NotLoggedIn`], or when a store fails.
    pub async fn find(&self, token: &str) -> Result<OperatorLogin, OperatorError> {
        let mut commands = redis::pipe();
        commands.get(key(token)).get(generation::KEY);
        let (stored, current): (Option<String>, Option<String>) =
            commands.query_async(&mut self.connection.clone()).await?;
        let stored: StoredLogin = serde_json::from_str(&stored.ok_or(OperatorError::NotLoggedIn)?)?;
        if !generation::is_valid(stored.generation.as_deref(), current.as_deref()) {
            return Err(OperatorError::NotLoggedIn);
        }
        let name = match stored.account {
            None => OperatorName::Link,
            Some(StoredAccount { id, granted_at, password_changed_at }) => {
                let found = operator::Entity::find_by_id(id).find_also_related(account::Entity).one(&self.db).await?;
                let is_valid = |right: &operator::Model, account: &account::Model| {
                    right.granted_at == granted_at && account.password_changed_at == password_changed_at
                };
                let valid = found.and_then(|(right, account)| account.filter(|account| is_valid(&right, account)));
                OperatorName::Account(valid.ok_or(OperatorError::NotLoggedIn)?.name)
            }
        };
        Ok(OperatorLogin { name, expires_at: Timestamp::from_millis(stored.expires_at) })
    }

    /// Ends the login of a token, if it exists.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn end(&self, token: &str) -> Result<(), OperatorError> {
        Ok(self.connection.clone().del::<_, ()>(key(token)).await?)
    }

    async fn store(
        &self,
        account: Option<StoredAccount>,
        name: OperatorName,
    ) -> Result<(String, OperatorLogin), OperatorError> {
        let token = self.rng.word(SECRET_LETTERS);
        let expires_at = self.clock.now().plus_ms(LOGIN_LIFETIME_MS);
        let generation = generation::current(&self.connection).await?;
        let stored = StoredLogin { account, expires_at: expires_at.millis(), generation };
        let stored = serde_json::to_string(&stored)?;
        let _: () = self.connection.clone().pset_ex(key(&token), stored, LOGIN_LIFETIME_MS).await?;
        Ok((token, OperatorLogin { name, expires_at }))
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(name) => write!(f, "account {name}"),
            Self::Link => f.write_str("one-time link"),
        }
    }
}

fn key(token: &str) -> String {
    format!("wpp:operator:login:{}", hex_digest(token.as_bytes()))
}
