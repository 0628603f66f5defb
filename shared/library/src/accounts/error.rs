//! Errors of accounts and logins.

use redis::RedisError;
use sea_orm::DbErr;

use super::{
    name::NameError,
    password::{HashError, PasswordError},
};

/// Reasons why an operation on accounts fails.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name is not a valid login name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The new password is not acceptable.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Another account has this name.
    #[error("this name is taken; choose another one")]
    NameTaken,
    /// Only the operator can create accounts on this server.
    #[error("registration is closed")]
    Closed,
    /// The name is unknown or the password is wrong.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// The password of the logged-in account is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// The login or the account does not exist.
    #[error("this login has ended; log in again")]
    NotLoggedIn,
    /// The rate limit is exceeded.
    #[error("too many attempts; wait before the next one")]
    TooMany {
        /// Milliseconds until the next attempt is allowed.
        wait_ms: u64,
    },
    /// A password cannot be hashed or compared.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The database failed.
    #[error("accounts cannot be read or written")]
    Database(#[from] DbErr),
    /// Redis failed.
    #[error("attempts cannot be counted")]
    Store(#[from] RedisError),
}
