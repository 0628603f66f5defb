//! Reasons for which Quiz rejects an action.

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
    /// The player has already answered this question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// No shown option has this id.
    #[error("that option does not exist; pick one that is shown")]
    UnknownOption,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::UnknownOption => ErrorCode::InvalidInput,
        }
    }
}
