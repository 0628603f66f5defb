//! Errors of accounts, logins and tokens.

use wpp_game::contract::ErrorCode;
use wpp_library::{
    accounts::{AccountError, password::HashError},
    tokens::TokenError,
};
use wpp_runtime::telemetry::chain;

use super::ApiError;

impl From<AccountError> for ApiError {
    fn from(error: AccountError) -> Self {
        let detail = error.to_string();
        match error {
            AccountError::Name(_) => Self::new(ErrorCode::InvalidInput, detail).at("name"),
            AccountError::Password(_) => Self::new(ErrorCode::InvalidInput, detail).at("password"),
            AccountError::NameTaken => {
                Self::new(ErrorCode::NameTaken, "Another account has this name. Choose another one.").at("name")
            }
            AccountError::Closed => Self::new(
                ErrorCode::RegistrationClosed,
                "Registration is closed on this server. Ask its operator for an account.",
            ),
            AccountError::WrongCredentials => {
                Self::new(ErrorCode::WrongCredentials, "The name or the password is wrong. Check both and try again.")
            }
            AccountError::WrongPassword => {
                Self::new(ErrorCode::WrongPassword, "The password is wrong. Check it and try again.").at("password")
            }
            AccountError::NotLoggedIn => Self::not_authenticated(),
            AccountError::TooMany { wait_ms } => {
                let detail = "Too many failed attempts. Wait a moment, then try again.";
                Self::new(ErrorCode::TooManyRequests, detail).retry_after(wait_ms.div_ceil(1000))
            }
            AccountError::Hash(HashError::Busy) => Self::too_many_requests(2),
            error @ (AccountError::Hash(_) | AccountError::Database(_) | AccountError::Store(_)) => {
                tracing::error!(error = %chain(&error), "account not read or changed");
                Self::unavailable()
            }
        }
    }
}

impl From<TokenError> for ApiError {
    fn from(_: TokenError) -> Self {
        Self::not_authenticated()
    }
}
