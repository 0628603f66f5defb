//! Errors of operators and their logins.

use wpp_game::contract::ErrorCode;
use wpp_library::operators::OperatorError;
use wpp_runtime::telemetry::chain;

use super::ApiError;

impl From<OperatorError> for ApiError {
    fn from(error: OperatorError) -> Self {
        match error {
            OperatorError::NotAnOperator => Self::new(
                ErrorCode::NotAllowed,
                "This account does not manage the server. Give it the right with `wpp account make-operator NAME`.",
            ),
            OperatorError::InvalidLink => Self::new(
                ErrorCode::NotAllowed,
                "This link was used or has expired. Make a new one with `wpp admin-link`.",
            ),
            OperatorError::NotLoggedIn => Self::not_logged_in(),
            error @ (OperatorError::Corrupt(_) | OperatorError::Database(_) | OperatorError::Store(_)) => {
                tracing::error!(error = %chain(&error), "login of an operator not read or changed");
                Self::unavailable()
            }
        }
    }
}
