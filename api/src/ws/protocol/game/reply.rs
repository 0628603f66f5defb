//! Answers to client messages of the game socket.

use crate::{
    error::ApiError,
    wire::frames::{AckData, ErrorData, PongData},
};

/// The answer to one client message.
pub(super) enum Reply {
    /// No answer: the message has no `id` and needs none.
    None,
    Pong(PongData),
    Ack(AckData),
    Error(ErrorData),
}

impl Reply {
    /// Creates the answer to a rejected message.
    pub(super) fn error(id: Option<String>, error: ApiError) -> Self {
        Self::Error(ErrorData { id, code: error.code, message: error.detail })
    }
}

/// Returns the error for a message that lacks an `id`.
pub(super) fn missing_id() -> ApiError {
    ApiError::invalid("This message needs an `id`. Use a new one for each message, so that a repeat has no effect.")
}
