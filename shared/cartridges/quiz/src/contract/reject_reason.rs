//! Reasons for which Quiz rejects an action.

use wpp_cartridge_kit::{kinds::AnswerError, reactions::ReactionError};
use wpp_game::{contract::ErrorCode, driver::Rejection};

/// The reason for which an action is rejected. The text is for the acting player.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The current phase does not accept the action.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The player joined during the current question.
    #[error("this question started before you joined; you play from the next one")]
    NextQuestion,
    /// Another member answers for the player's team.
    #[error("the captain of your team answers this question; decide together")]
    NotCaptain,
    /// The player has already answered this question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// The answer does not match the question, or cannot be shown.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// The reaction cannot be sent.
    #[error(transparent)]
    Reaction(#[from] ReactionError),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::NotCaptain => ErrorCode::NotAllowed,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::Answer(error) => error.code(),
            Self::Reaction(error) => error.code(),
        }
    }
}
