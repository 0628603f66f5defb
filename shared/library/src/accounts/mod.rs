//! Accounts: registered, logged in, changed and deleted.
//!
//! An account is a name and a password; no address of any kind is kept. Who forgets the password asks
//! the operator, who sets a new one (`migration account reset-password NAME`).
//!
//! | module | holds |
//! |---|---|
//! | [`name`], [`password`], `strength` | what may be a name or a password, and the password's hash |
//! | [`refresh`] | the logins: rotating refresh tokens |
//! | [`attempts`] | how often somebody may try |
//! | [`hosted`] | the sessions an account hosts |
//! | [`export`] | all that is kept about an account |
//!
//! # Invariants
//!
//! - An unknown name and a wrong password have one answer, and the same work is done for both.
//! - A login is written only while the password it was made with is still the account's, so that none
//!   outlives a new password that was set meanwhile.
//! - Deletion is one row's; everything else goes with it by its foreign key.

pub mod attempts;
mod digest;
pub mod export;
pub mod hosted;
pub mod name;
pub mod password;
pub mod refresh;
mod settings;
mod strength;

use std::net::IpAddr;

use redis::{RedisError, aio::ConnectionManager};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, SqlErr,
    sea_query::Expr,
};
use wpp_entity::account;
use wpp_game::{ids::AccountId, registry::Registry, time::Timestamp};

use self::{
    attempts::{Allowed, Attempts},
    hosted::Hosted,
    password::{HashError, Passwords},
};
pub use self::{
    name::{LoginName, NameFault},
    password::{Password, PasswordFault},
    refresh::{Keeper, Login},
    settings::AccountSettings,
};
use wpp_runtime::token_secret::TokenSecret;
use wpp_runtime::{clock::SharedClock, db::Writer, secure_rng::SecureRng};

/// What accounts are kept with. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    db: DatabaseConnection,
    writer: Writer,
    passwords: Passwords,
    attempts: Attempts,
    hosted: Hosted,
    secret: TokenSecret,
    clock: SharedClock,
    entropy: SecureRng,
    open: bool,
}

/// What [`Accounts`] are made of.
pub struct Parts<'a> {
    /// Where the rows are.
    pub db: DatabaseConnection,
    /// Writes them.
    pub writer: Writer,
    /// Where tries and hosted sessions are.
    pub redis: ConnectionManager,
    /// The limits.
    pub settings: &'a AccountSettings,
    /// Makes the successors of refresh tokens.
    pub secret: TokenSecret,
    /// Tells the time.
    pub clock: SharedClock,
    /// Draws ids, tokens and salts.
    pub entropy: SecureRng,
}

/// Why something cannot be done with an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// No account can be called that.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// No account can have that password.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Another account is called that.
    #[error("this name is taken")]
    NameTaken,
    /// The operator alone makes accounts here.
    #[error("registration is closed")]
    Closed,
    /// There is no account of that name with that password.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// The account's own password was asked for, and this is another.
    #[error("the password is wrong")]
    WrongPassword,
    /// The login or the account is gone.
    #[error("this login is over")]
    NotLoggedIn,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// Milliseconds until the next one is allowed.
        wait_ms: u64,
    },
    /// A password could not be hashed or compared.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The database failed.
    #[error("accounts cannot be read or written")]
    Database(#[from] DbErr),
    /// Redis failed.
    #[error("tries cannot be counted")]
    Store(#[from] RedisError),
}

impl Accounts {
    /// Accounts made of `parts`.
    ///
    /// # Errors
    /// [`HashError::Failed`] when Argon2 does not take its parameters, which it does.
    pub fn new(parts: Parts<'_>) -> Result<Self, HashError> {
        let Parts { db, writer, redis, settings, secret, clock, entropy } = parts;
        Ok(Self {
            db,
            writer,
            passwords: Passwords::new(settings.password_hashes, entropy.clone())?,
            attempts: Attempts::new(redis.clone(), settings),
            hosted: Hosted::new(redis),
            secret,
            clock,
            entropy,
            open: settings.registration_open,
        })
    }

    /// The sessions that accounts host.
    #[must_use]
    pub fn hosted(&self) -> &Hosted {
        &self.hosted
    }

    /// Registers an account and logs it in.
    ///
    /// # Errors
    /// [`AccountError`]; nothing is written then.
    pub async fn register(&self, name: &str, password: &str, address: IpAddr) -> Result<Login, AccountError> {
        if !self.open {
            return Err(AccountError::Closed);
        }
        let (name, password) = (LoginName::parse(name)?, Password::typed(password));
        password.check(&name)?;
        let now = self.clock.now();
        let allowed = self.attempts.registration(address, now).await?;
        allowed.or_too_many()?;
        let hash = self.passwords.hash(&password).await?;
        let written = self.writer.begin().await?;
        let account = insert(&*written, self.entropy.account_id(), name, hash, now).await?;
        let login = refresh::begin(&*written, &self.entropy, account, now).await?;
        written.commit().await?;
        Ok(login)
    }

    /// Logs in.
    ///
    /// # Errors
    /// [`AccountError::WrongCredentials`] and [`AccountError::TooMany`], the same for a name that
    /// nobody has; or when a part fails.
    pub async fn log_in(&self, name: &str, password: &str, address: IpAddr) -> Result<Login, AccountError> {
        let password = Password::typed(password);
        let parsed = LoginName::parse(name);
        let key = parsed.as_ref().map_or(name, |name| &name.key);
        self.attempts.password(key, address, self.clock.now()).await?.or_too_many()?;
        let account = match &parsed {
            Ok(name) => account::Entity::named(&name.key).one(&self.db).await?,
            // What cannot be a name is one that nobody has.
            Err(_) => None,
        };
        let stored = account.as_ref().map(|account| account.password_hash.as_str());
        let right = self.passwords.verify(&password, stored).await?;
        let Some(account) = account.filter(|_| right) else { return Err(AccountError::WrongCredentials) };
        self.attempts.was_right(key, address, self.clock.now()).await?;
        self.begin_login(account, &password).await
    }

    /// Exchanges a refresh token for its successor.
    ///
    /// # Errors
    /// [`AccountError::NotLoggedIn`] when it is not good; if it was used before, its login is over now.
    pub async fn refresh(&self, token: &str, keeper: Keeper) -> Result<Login, AccountError> {
        let rotated = refresh::rotate(&self.db, &self.writer, &self.secret, token, keeper, self.clock.now()).await?;
        rotated.ok_or(AccountError::NotLoggedIn)
    }

    /// Ends the login a refresh token belongs to, if there is one; a used token will do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_out(&self, token: &str) -> Result<(), AccountError> {
        match refresh::family_of(token) {
            Some(family) => self.end_login(family).await,
            None => Ok(()),
        }
    }

    /// Ends a login by its family.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_login(&self, family: &str) -> Result<(), AccountError> {
        Ok(refresh::end(&self.writer, family).await?)
    }

    /// Sets a new password, ends every login of the account and begins a new one.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`AccountError::TooMany`], [`AccountError::Password`];
    /// [`AccountError::NotLoggedIn`] when the account or its password changed meanwhile.
    pub async fn change_password(
        &self,
        id: &AccountId,
        password: &str,
        new: &str,
        address: IpAddr,
    ) -> Result<Login, AccountError> {
        let account = self.confirm(id, password, address).await?;
        let (name, new) = (LoginName::parse(&account.name)?, Password::typed(new));
        new.check(&name)?;
        let hash = self.passwords.hash(&new).await?;
        let now = self.clock.now();
        let written = self.writer.begin().await?;
        let account = set_password(&*written, account, hash, now).await?.ok_or(AccountError::NotLoggedIn)?;
        let login = refresh::begin(&*written, &self.entropy, account, now).await?;
        written.commit().await?;
        Ok(login)
    }

    /// Checks that who calls as this account knows its password.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`AccountError::TooMany`]; [`AccountError::NotLoggedIn`] when
    /// it is gone.
    pub async fn confirm(
        &self,
        id: &AccountId,
        password: &str,
        address: IpAddr,
    ) -> Result<account::Model, AccountError> {
        let account = account::Entity::find_by_id(id.as_str()).one(&self.db).await?;
        let account = account.ok_or(AccountError::NotLoggedIn)?;
        self.attempts.password(&account.name_key, address, self.clock.now()).await?.or_too_many()?;
        let typed = Password::typed(password);
        if !self.passwords.verify(&typed, Some(&account.password_hash)).await? {
            return Err(AccountError::WrongPassword);
        }
        self.attempts.was_right(&account.name_key, address, self.clock.now()).await?;
        Ok(account)
    }

    /// Deletes an account that was [`confirm`](Self::confirm)ed, with everything that belongs to it in
    /// the database and in Redis, but for the sessions it hosts, which are the caller's to end. Returns
    /// the rows that went, by table.
    ///
    /// # Errors
    /// [`AccountError::NotLoggedIn`] when it is gone already; nothing is deleted by halves.
    pub async fn delete(&self, account: &account::Model, registry: &Registry) -> Result<export::Counts, AccountError> {
        let written = self.writer.begin().await?;
        let counts = export::count(&*written, registry, &account.id).await?;
        let deleted = account::Entity::delete_by_id(&account.id).exec(&*written).await?;
        if deleted.rows_affected == 0 {
            return Err(AccountError::NotLoggedIn);
        }
        written.commit().await?;
        self.hosted.forget(&AccountId(account.id.clone())).await?;
        self.attempts.forget(&account.name_key).await?;
        Ok(counts)
    }

    /// Writes a login of an account whose password was right, if it still is its password.
    async fn begin_login(&self, mut account: account::Model, password: &Password) -> Result<Login, AccountError> {
        let verified = account.password_hash.clone();
        if self.passwords.is_outdated(&verified) {
            account.password_hash = self.passwords.hash(password).await?;
        }
        let now = self.clock.now();
        let written = self.writer.begin().await?;
        // Writes first: the row is ours until the commit.
        let same = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(account.password_hash.clone()))
            .filter(account::Column::Id.eq(&account.id))
            .filter(account::Column::PasswordHash.eq(verified))
            .exec(&*written)
            .await?;
        if same.rows_affected == 0 {
            return Err(AccountError::WrongCredentials);
        }
        let login = refresh::begin(&*written, &self.entropy, account, now).await?;
        written.commit().await?;
        Ok(login)
    }
}

/// Writes a new account.
///
/// # Errors
/// [`AccountError::NameTaken`], or when a part fails.
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
    let written = account::Entity::insert(account::ActiveModel::from(row.clone())).exec_without_returning(db).await;
    match written {
        Ok(_) => Ok(row),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Err(AccountError::NameTaken),
            _ => Err(error.into()),
        },
    }
}

/// Sets an account's password and ends its logins; `None` when it is gone or was changed meanwhile.
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
    fn or_too_many(self) -> Result<(), AccountError> {
        match self {
            Self::Yes => Ok(()),
            Self::After { ms } => Err(AccountError::TooMany { wait_ms: ms }),
        }
    }
}
