//! Errors of sessions and their stores.

use redis::RedisError;
use sea_orm::DbErr;
use wpp_game::{contract::ErrorCode, session::Rejected};
use wpp_runtime::session_service::{RequestError, SessionError};
use wpp_runtime::telemetry::chain;

use super::ApiError;

impl From<Rejected> for ApiError {
    fn from(rejected: Rejected) -> Self {
        let mut error = Self::new(rejected.code, rejected.message);
        error.field = rejected.field;
        if error.code == ErrorCode::TooManyRequests { error.retry_after(1) } else { error }
    }
}

impl From<&SessionError> for ApiError {
    fn from(error: &SessionError) -> Self {
        match error {
            SessionError::Unknown => Self::unknown_session(),
            SessionError::Busy => Self::too_many_requests(1),
            SessionError::Store(_) | SessionError::Queue(_) | SessionError::Corrupt(_) => {
                tracing::error!(error = %chain(error), "session not read or changed");
                Self::unavailable()
            }
            SessionError::CartridgeFailed { .. } => {
                tracing::error!(error = %chain(error), "cartridge failed");
                Self::new(ErrorCode::Unavailable, "This game has failed on the server. Play another game.")
                    .retry_after(1)
            }
        }
    }
}

impl From<RequestError> for ApiError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Rejected(rejected) => rejected.into(),
            RequestError::Failed(error) => error.as_ref().into(),
        }
    }
}

impl From<SessionError> for ApiError {
    fn from(error: SessionError) -> Self {
        Self::from(&error)
    }
}

impl From<RedisError> for ApiError {
    fn from(error: RedisError) -> Self {
        Self::from(SessionError::Store(error))
    }
}

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        tracing::error!(error = %chain(&error), "database request failed");
        Self::unavailable()
    }
}
