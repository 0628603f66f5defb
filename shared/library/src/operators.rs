//! Operators: who may manage the server on the page `/admin`.
//!
//! There are two ways in: the login of an account with the right ([`grant`]), and a one-time link ([`OperatorLinks`]) for a
//! server without accounts. Both give an *operator login*: a random token that the browser keeps in a cookie. Tokens of
//! players, hosts and accounts are never accepted in its place.
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:operator:login:<hash>` | string | an operator login, by the SHA-256 of its token |
//! | `wpp:operator:link:<hash>` | string | an unused link, by the SHA-256 of its secret |
//! | `wpp:operator:generation` | string | the [generation](end_all) of both; absent without one in the last hours |
//!
//! All expire, and only hashes are stored: nobody who reads the store can log in. ([0153](../../../docs/decisions/0153-operator-page.md))

mod generation;
mod links;
mod logins;
mod rights;

use redis::RedisError;
use sea_orm::DbErr;

pub use self::{
    generation::end_all,
    links::{LINK_LIFETIME_MS, OperatorLinks},
    logins::{LOGIN_LIFETIME_MS, OperatorLogin, OperatorLogins, OperatorName},
    rights::{grant, is_operator, list, revoke},
};

/// Length of a token or of the secret of a link in letters and digits: 190 bits.
const SECRET_LETTERS: usize = 32;

/// Reasons why an operator cannot log in or stay logged in.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// The account exists and the password is right, but the account has no right.
    #[error("this account does not manage the server")]
    NotAnOperator,
    /// The link was used, has expired, or never existed.
    #[error("this link was used or has expired")]
    InvalidLink,
    /// The login does not exist, has expired, or lost its right.
    #[error("this login has ended; log in again")]
    NotLoggedIn,
    /// A login in the store cannot be read.
    #[error("a stored login cannot be read")]
    Corrupt(#[from] serde_json::Error),
    /// The database failed.
    #[error("the rights of an account cannot be read")]
    Database(#[from] DbErr),
    /// Redis failed.
    #[error("logins of operators cannot be read or written")]
    Store(#[from] RedisError),
}

impl OperatorError {
    /// Reports whether the login has ended. Other errors can pass.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        matches!(self, Self::NotLoggedIn)
    }
}
