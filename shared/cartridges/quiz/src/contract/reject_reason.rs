//! Reasons for which Quiz rejects an action.

use wpp_cartridge_kit::reactions::ReactionError;
use wpp_game::{
    contract::ErrorCode,
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
    /// Another member answers for the player's team.
    #[error("the captain of your team answers this question; decide together")]
    NotCaptain,
    /// The player has already answered this question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// No shown option has this id.
    #[error("that option does not exist; pick one that is shown")]
    UnknownOption,
    /// An option occurs twice.
    #[error("an option occurs twice; send each option once")]
    RepeatedOption,
    /// No option is picked.
    #[error("no option is picked; pick at least one")]
    NoOption,
    /// Items are missing in an order.
    #[error("the order is not complete; send all options")]
    IncompleteOrder,
    /// The question's kind needs another field.
    #[error("this question takes another kind of answer; send `{needed}`")]
    OtherField {
        /// The field that the question's kind needs.
        needed: &'static str,
    },
    /// The text cannot be shown.
    #[error("{0}")]
    Text(#[from] BadText),
    /// The text contains a word that this session rejects.
    #[error(transparent)]
    Profane(#[from] Profane),
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
            Self::UnknownOption
            | Self::RepeatedOption
            | Self::NoOption
            | Self::IncompleteOrder
            | Self::OtherField { .. }
            | Self::Text(_) => ErrorCode::InvalidInput,
            Self::Profane(_) => Profane::CODE,
            Self::Reaction(error) => error.code(),
        }
    }
}
