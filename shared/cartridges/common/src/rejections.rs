//! Reasons for rejection that most games have.

use wpp_game::{
    contract::ErrorCode,
    text::{BadText, Profane},
};

/// A reason for which most games reject actions. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommonRejection {
    /// The current phase does not accept the action.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The player joined during the current question.
    #[error("this question started before you joined; you play from the next one")]
    NextQuestion,
    /// The current phase has the player's answer.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// No shown option has this id.
    #[error("that option does not exist; pick one that is shown")]
    UnknownOption,
    /// The emoji is not one of [`EMOJI`](crate::reactions::EMOJI).
    #[error("that is not one of the reactions")]
    UnknownEmoji,
    /// The person has sent [`REACTIONS_PER_QUESTION`](crate::reactions::REACTIONS_PER_QUESTION) reactions.
    #[error("you have used all reactions of this question; the next question brings more")]
    TooManyReactions,
    /// The text cannot be shown.
    #[error(transparent)]
    Text(#[from] BadText),
    /// The text contains a word that this session rejects.
    #[error(transparent)]
    Profane(#[from] Profane),
}

impl CommonRejection {
    /// Returns the error code that clients read.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::UnknownOption | Self::UnknownEmoji | Self::Text(_) => ErrorCode::InvalidInput,
            Self::TooManyReactions => ErrorCode::TooManyRequests,
            Self::Profane(_) => Profane::CODE,
        }
    }
}
