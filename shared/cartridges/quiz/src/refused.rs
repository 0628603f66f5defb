//! Why a move is refused.

use wpp_game::contract::ErrorCode;
use wpp_game::driver::Rejection;

/// Why a move is refused; the text is for the player who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The game is elsewhere.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// They sat down during the question.
    #[error("you are in from the next question; this one started before you came")]
    NextQuestion,
    /// One answer a question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// No such option on the table.
    #[error("that option is not on the table")]
    UnknownOption,
}

impl Rejection for Refused {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::UnknownOption => ErrorCode::InvalidInput,
        }
    }
}
