//! Accounts: registration, login, password change and deletion.
//!
//! An account is a login name and a password; no email address is stored. A host who forgets the password asks
//! the operator, who sets a new one with `wpp account reset-password NAME`.
//!
//! | module | content |
//! |---|---|
//! | [`name`], [`password`], `strength` | validation of names and passwords, password hashes |
//! | [`refresh`] | logins: rotating refresh tokens |
//! | [`attempts`] | rate limits for login and registration |
//! | [`hosted_sessions`] | the sessions that an account hosts |
//! | [`export`] | the data export of an account |
//!
//! # Invariants
//!
//! - An unknown name and a wrong password give the same answer after the same work.
//! - A login is created only if the password it was checked against is still current, so that no login outlives
//!   a concurrent password change.
//! - Deleting an account hides its packs and deletes one row, in one transaction. Foreign keys delete everything
//!   else, except the rows of packs, which are deleted in chunks.

pub mod attempts;
mod error;
pub mod export;
pub mod hosted_sessions;
pub mod name;
pub mod password;
pub mod refresh;
mod settings;
mod strength;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, SqlErr,
    sea_query::Expr,
};
use wpp_entity::account;
use wpp_game::{ids::AccountId, registry::Registry, time::Timestamp};

use self::{
    attempts::{Allowed, Attempts},
    hosted_sessions::HostedSessions,
    password::{HashError, Passwords},
};
pub use self::{
    error::AccountError,
    name::{LoginName, NameError},
    password::{Password, PasswordError},
    refresh::{Login, TokenStorage},
    settings::AccountSettings,
};
use crate::packs::Packs;
use wpp_runtime::{
    client_address::ClientAddress,
    clock::SharedClock,
    db::{self, Writer},
    redis_connection::RedisConnection,
    secure_rng::SecureRng,
    token_secret::TokenSecret,
};

/// Access to the accounts. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    db: DatabaseConnection,
    writer: Writer,
    passwords: Passwords,
    attempts: Attempts,
    hosted: HostedSessions,
    packs: Packs,
    secret: TokenSecret,
    clock: SharedClock,
    rng: SecureRng,
    registration_open: bool,
}

/// Dependencies of [`Accounts`].
pub struct AccountsDeps<'a> {
    /// The database.
    pub db: DatabaseConnection,
    /// Writer of the database.
    pub writer: Writer,
    /// Redis connection for rate limits and hosted sessions.
    pub redis: RedisConnection,
    /// Settings of the limits.
    pub settings: &'a AccountSettings,
    /// Key from which successors of refresh tokens are derived.
    pub secret: TokenSecret,
    /// Question packs, which are deleted with their account.
    pub packs: Packs,
    /// Clock for expiry and rate limits.
    pub clock: SharedClock,
    /// Generator of ids, tokens and salts.
    pub rng: SecureRng,
}

impl Accounts {
    /// Creates access to the accounts.
    ///
    /// # Errors
    /// [`HashError::Failed`] when Argon2 refuses its parameters. The built-in parameters are valid.
    pub fn new(parts: AccountsDeps<'_>) -> Result<Self, HashError> {
        let AccountsDeps { db, writer, redis, settings, secret, packs, clock, rng } = parts;
        Ok(Self {
            db,
            writer,
            passwords: Passwords::new(settings.password_hashes, rng.clone())?,
            attempts: Attempts::new(redis.clone(), settings),
            hosted: HostedSessions::new(redis),
            packs,
            secret,
            clock,
            rng,
            registration_open: settings.registration_open,
        })
    }

    /// Returns the lists of hosted sessions.
    #[must_use]
    pub fn hosted(&self) -> &HostedSessions {
        &self.hosted
    }

    /// Creates an account and logs it in.
    ///
    /// # Errors
    /// [`AccountError`]; no account is created.
    pub async fn register(&self, name: &str, password: &str, address: ClientAddress) -> Result<Login, AccountError> {
        if !self.registration_open {
            return Err(AccountError::Closed);
        }
        let (name, password) = (LoginName::parse(name)?, Password::typed(password));
        password.check(&name)?;
        let now = self.clock.now();
        let allowed = self.attempts.registration(address, now).await?;
        allowed.into_result()?;
        let hash = self.passwords.hash(&password, Some(address)).await?;
        let tx = self.writer.begin().await?;
        let account = insert(&*tx, self.rng.account_id(), name, hash, now).await?;
        let login = refresh::begin(&*tx, &self.rng, account, now).await?;
        tx.commit().await?;
        Ok(login)
    }

    /// Checks name and password and creates a login.
    ///
    /// # Errors
    /// Those of [`authenticate`](Self::authenticate).
    pub async fn log_in(&self, name: &str, password: &str, address: ClientAddress) -> Result<Login, AccountError> {
        let account = self.authenticate(name, password, address).await?;
        self.begin_login(account, &Password::typed(password), address).await
    }

    /// Checks name and password, and counts the attempt. Returns the account.
    ///
    /// # Errors
    /// [`AccountError::WrongCredentials`] and [`AccountError::TooMany`], also for unknown names; or when a
    /// database fails.
    pub async fn authenticate(
        &self,
        name: &str,
        password: &str,
        address: ClientAddress,
    ) -> Result<account::Model, AccountError> {
        let password = Password::typed(password);
        let parsed = LoginName::parse(name);
        let key = parsed.as_ref().map_or(name, |name| &name.key);
        self.attempts.password(key, address, self.clock.now()).await?.into_result()?;
        let account = match &parsed {
            Ok(name) => account::Entity::with_name_key(&name.key).one(&self.db).await?,
            // An invalid name is treated like an unknown one.
            Err(_) => None,
        };
        let stored = account.as_ref().map(|account| account.password_hash.as_str());
        let right = self.verify(key, &password, stored, address).await?;
        let Some(account) = account.filter(|_| right) else {
            Attempts::record_failure(address);
            return Err(AccountError::WrongCredentials);
        };
        self.attempts.record_success(key, address, self.clock.now()).await?;
        Ok(account)
    }

    /// Exchanges a refresh token for its successor.
    ///
    /// # Errors
    /// [`AccountError::NotLoggedIn`] when the token is invalid. Reuse of a token also ends its login.
    pub async fn refresh(&self, token: &str, keeper: TokenStorage) -> Result<Login, AccountError> {
        let rotated = refresh::rotate(&self.db, &self.writer, &self.secret, token, keeper, self.clock.now()).await?;
        rotated.ok_or(AccountError::NotLoggedIn)
    }

    /// Ends the login of a refresh token, if it exists. Used tokens are accepted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_out(&self, token: &str) -> Result<(), AccountError> {
        match refresh::family_of(token) {
            Some(family) => self.end_login(family).await,
            None => Ok(()),
        }
    }

    /// Ends the login with this token family.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_login(&self, family: &str) -> Result<(), AccountError> {
        Ok(refresh::end(&self.writer, family).await?)
    }

    /// Sets a new password, ends every login of the account and creates a new login.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`AccountError::TooMany`], [`AccountError::Password`];
    /// [`AccountError::NotLoggedIn`] when the account or its password changed concurrently.
    pub async fn change_password(
        &self,
        id: &AccountId,
        password: &str,
        new: &str,
        address: ClientAddress,
    ) -> Result<Login, AccountError> {
        let account = self.confirm(id, password, address).await?;
        let (name, new) = (LoginName::parse(&account.name)?, Password::typed(new));
        new.check(&name)?;
        let hash = self.passwords.hash(&new, Some(address)).await?;
        let now = self.clock.now();
        let tx = self.writer.begin().await?;
        let account = set_password(&*tx, account, hash, now).await?.ok_or(AccountError::NotLoggedIn)?;
        let login = refresh::begin(&*tx, &self.rng, account, now).await?;
        tx.commit().await?;
        Ok(login)
    }

    /// Checks the password of a logged-in account.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`AccountError::TooMany`]; [`AccountError::NotLoggedIn`] when
    /// the account does not exist.
    pub async fn confirm(
        &self,
        id: &AccountId,
        password: &str,
        address: ClientAddress,
    ) -> Result<account::Model, AccountError> {
        let account = account::Entity::find_by_id(id.as_str()).one(&self.db).await?;
        let account = account.ok_or(AccountError::NotLoggedIn)?;
        self.attempts.password(&account.name_key, address, self.clock.now()).await?.into_result()?;
        let typed = Password::typed(password);
        if !self.verify(&account.name_key, &typed, Some(&account.password_hash), address).await? {
            Attempts::record_failure(address);
            return Err(AccountError::WrongPassword);
        }
        self.attempts.record_success(&account.name_key, address, self.clock.now()).await?;
        Ok(account)
    }

    /// Deletes an account, after [`confirm`](Self::confirm), with everything it owns in the database and in Redis.
    ///
    /// The caller ends the sessions that the account hosts. Returns the number of deleted rows by table.
    ///
    /// # Errors
    /// [`AccountError::NotLoggedIn`] when the account does not exist. On errors no row is deleted.
    pub async fn delete(&self, account: &account::Model, registry: &Registry) -> Result<export::Counts, AccountError> {
        // Counting the rows of large packs takes long, and must not block other writers.
        let view = db::snapshot(&self.db).await?;
        let counts = export::count(&view, registry, &account.id).await?;
        view.commit().await?;
        let tx = self.writer.begin().await?;
        let packs = self.packs.hide_all_of(&tx, &account.id).await?;
        let deleted = account::Entity::delete_by_id(&account.id).exec(&*tx).await?;
        if deleted.rows_affected == 0 {
            return Err(AccountError::NotLoggedIn);
        }
        tx.commit().await?;
        self.packs.finish_removal(packs).await;
        self.hosted.forget(&AccountId(account.id.clone())).await?;
        self.attempts.forget(&account.name_key).await?;
        Ok(counts)
    }

    /// Compares a password. Returns the counted attempt if the server is too busy to compare it.
    async fn verify(
        &self,
        name_key: &str,
        password: &Password,
        stored: Option<&str>,
        address: ClientAddress,
    ) -> Result<bool, AccountError> {
        let verified = self.passwords.verify(password, stored, Some(address)).await;
        if matches!(verified, Err(HashError::Busy)) {
            self.attempts.cancel(name_key, address, self.clock.now()).await?;
        }
        Ok(verified?)
    }

    /// Creates a login of an account whose password was verified, if the password is still current.
    async fn begin_login(
        &self,
        mut account: account::Model,
        password: &Password,
        address: ClientAddress,
    ) -> Result<Login, AccountError> {
        let verified = account.password_hash.clone();
        if self.passwords.is_outdated(&verified) {
            account.password_hash = self.passwords.hash(password, Some(address)).await?;
        }
        let now = self.clock.now();
        let tx = self.writer.begin().await?;
        // The update locks the row until the commit.
        let unchanged = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(account.password_hash.clone()))
            .filter(account::Column::Id.eq(&account.id))
            .filter(account::Column::PasswordHash.eq(verified))
            .exec(&*tx)
            .await?;
        if unchanged.rows_affected == 0 {
            return Err(AccountError::WrongCredentials);
        }
        let login = refresh::begin(&*tx, &self.rng, account, now).await?;
        tx.commit().await?;
        Ok(login)
    }
}

/// Inserts an account.
///
/// # Errors
/// [`AccountError::NameTaken`], or when the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: AccountId,
    name: LoginName,
    password_hash: String,
    now: Timestamp,
) -> Result<account::Model, AccountError> {
    let row = account::Model {
        id: id.0,
        name: name.shown,
        name_key: name.key,
        password_hash,
        created_at: now.millis(),
        password_changed_at: now.millis(),
    };
    let tx = account::Entity::insert(account::ActiveModel::from(row.clone())).exec_without_returning(db).await;
    match tx {
        Ok(_) => Ok(row),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Err(AccountError::NameTaken),
            _ => Err(error.into()),
        },
    }
}

/// Sets the password of an account and ends its logins. Returns `None` if the account changed concurrently.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    db: &impl ConnectionTrait,
    account: account::Model,
    hash: String,
    now: Timestamp,
) -> Result<Option<account::Model>, DbErr> {
    let row = account::ActiveModel {
        password_hash: Set(hash.clone()),
        password_changed_at: Set(now.millis()),
        ..Default::default()
    };
    let changed = account::Entity::update_many()
        .set(row)
        .filter(account::Column::Id.eq(&account.id))
        .filter(account::Column::PasswordHash.eq(&account.password_hash))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    refresh::end_all(db, &AccountId(account.id.clone())).await?;
    Ok(Some(account::Model { password_hash: hash, password_changed_at: now.millis(), ..account }))
}

impl Allowed {
    fn into_result(self) -> Result<(), AccountError> {
        match self {
            Self::Yes => Ok(()),
            Self::After { ms } => Err(AccountError::TooMany { wait_ms: ms }),
        }
    }
}
