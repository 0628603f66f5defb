//! Reasons for which Quiz rejects an action.

use wpp_cartridge_kit::{kinds::AnswerError, prelude::*};

/// The reason for which an action is rejected. The text is for the acting player.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// Another member answers for the player's team.
    #[error("the captain of your team answers this question; decide together")]
    NotCaptain,
    /// The answer does not match the question, or cannot be shown.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A reason that most games have.
    #[error(transparent)]
    Common(#[from] CommonRejection),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NotCaptain => ErrorCode::NotAllowed,
            Self::Answer(error) => error.code(),
            Self::Common(reason) => reason.code(),
        }
    }
}
