//! Reasons for which Sketch rejects an action.

use wpp_cartridge_kit::{bluff::GuessError, reactions::ReactionError};
use wpp_game::{
    contract::{ErrorCode, GameCode},
    driver::Rejection,
    text::{BadText, Profane},
};

use crate::drawing::BadDrawing;

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The current phase does not accept the action.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The player has already answered in this phase.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// The person joined too late, or watches.
    #[error("you take part from the next round on")]
    NextRound,
    /// The artist writes no title for the drawing, and does not guess.
    #[error("you drew this one, so the others decide")]
    Artist,
    /// The title resembles the true one.
    #[error("that is too close to the true title; write a different one")]
    TooCloseToTruth,
    /// The player wrote this title.
    #[error("that is your own title; pick another one")]
    OwnTitle,
    /// No shown title has this id.
    #[error("that title does not exist; pick one that is shown")]
    UnknownOption,
    /// The reaction is not accepted.
    #[error(transparent)]
    Reaction(#[from] ReactionError),
    /// The drawing cannot be shown.
    #[error(transparent)]
    Drawing(#[from] BadDrawing),
    /// The title cannot be shown.
    #[error(transparent)]
    Text(#[from] BadText),
    /// The title contains a rejected word.
    #[error(transparent)]
    Profane(#[from] Profane),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::NextRound | Self::Artist | Self::OwnTitle => ErrorCode::NotAllowed,
            Self::TooCloseToTruth => ErrorCode::Game(GameCode::conflict("too_close_to_truth")),
            Self::UnknownOption | Self::Drawing(_) | Self::Text(_) => ErrorCode::InvalidInput,
            Self::Reaction(error) => error.code(),
            Self::Profane(_) => Profane::CODE,
        }
    }
}

impl From<GuessError> for RejectReason {
    fn from(error: GuessError) -> Self {
        match error {
            GuessError::UnknownOption => Self::UnknownOption,
            GuessError::OwnOption => Self::OwnTitle,
        }
    }
}
