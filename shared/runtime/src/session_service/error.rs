//! Errors of sessions.

use std::sync::Arc;

use redis::RedisError;
use wpp_game::session::Rejected;

use crate::deadlines::QueueError;

/// A failure to read or change a session. Only [`SessionError::Unknown`] is the caller's mistake.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// No session has this code.
    #[error("there is no session with this code")]
    Unknown,
    /// Too many concurrent changes to one session. The caller may repeat the request.
    #[error("too many changes to this session at once")]
    Busy,
    /// Redis does not answer.
    #[error("the live store does not answer")]
    Store(#[from] RedisError),
    /// The queue does not accept the wake-up.
    #[error("the queue does not take the wake-up")]
    Queue(#[from] QueueError),
    /// The stored state is malformed.
    #[error("the stored session cannot be read")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The cartridge failed: it panicked, did not return, or returned an unreadable result. The session is
    /// unchanged.
    #[error("the cartridge {cartridge:?} failed: {cause}")]
    CartridgeFailed {
        /// The cartridge's kind.
        cartridge: String,
        /// The panic's message or the error.
        cause: String,
    },
}

/// An unsuccessful request on behalf of a client: rejected by the rules, or failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RequestError {
    /// The rules reject the request. The client receives the reason.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The request failed. Commands of one batch share the error.
    #[error(transparent)]
    Failed(Arc<SessionError>),
}

impl From<SessionError> for RequestError {
    fn from(error: SessionError) -> Self {
        Self::Failed(Arc::new(error))
    }
}
