//! Reasons for which Fib rejects an action.

use wpp_cartridge_kit::{bluff::GuessError, reactions::ReactionError};
use wpp_game::{
    contract::{ErrorCode, GameCode},
    driver::Rejection,
    text::{BadText, Profane},
};

/// The reason for which an action is rejected. The text is for the acting player.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The current phase does not accept the action.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The player joined during the current question.
    #[error("this question started before you joined; you play from the next one")]
    NextQuestion,
    /// The player has already submitted a lie or a guess for this question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// The player picked their own lie.
    #[error("that is your own lie; pick another one")]
    OwnLie,
    /// The lie equals the truth, or a reader would think so. The text neither confirms nor denies the
    /// truth to people who read along.
    #[error("That one is too close for comfort. Try another.")]
    TooCloseToTruth,
    /// The text cannot be shown.
    #[error("{0}")]
    Text(#[from] BadText),
    /// The text contains a word that this session rejects.
    #[error(transparent)]
    Profane(#[from] Profane),
    /// No shown option has this id.
    #[error("that option does not exist; pick one that is shown")]
    UnknownOption,
    /// The reaction cannot be sent.
    #[error(transparent)]
    Reaction(#[from] ReactionError),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::OwnLie => ErrorCode::Game(GameCode::conflict("own_lie")),
            Self::TooCloseToTruth => ErrorCode::Game(GameCode::conflict("too_close_to_truth")),
            Self::Text(_) | Self::UnknownOption => ErrorCode::InvalidInput,
            Self::Profane(_) => Profane::CODE,
            Self::Reaction(error) => error.code(),
        }
    }
}

impl From<GuessError> for RejectReason {
    fn from(error: GuessError) -> Self {
        match error {
            GuessError::UnknownOption => Self::UnknownOption,
            GuessError::OwnOption => Self::OwnLie,
        }
    }
}
