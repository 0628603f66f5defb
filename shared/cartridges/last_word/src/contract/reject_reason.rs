//! Reasons for which Last Word rejects an action.

use wpp_game::{
    contract::ErrorCode,
    driver::Rejection,
    text::{BadText, Profane},
};

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The current phase does not accept the action, or another prompt is shown.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The player has already answered this prompt.
    #[error("your answer is already in")]
    AlreadyAnswered,
    /// The person has used all votes, or voted for this answer before.
    #[error("your vote is already in")]
    AlreadyVoted,
    /// The prompt belongs to other players.
    #[error("that is not one of your prompts; answer one that your phone shows")]
    NotYourPrompt,
    /// The author of an answer to this prompt votes on it.
    #[error("you wrote one of these answers, so the others vote")]
    AuthorCannotVote,
    /// The person wrote this answer.
    #[error("that is your own answer; vote for another one")]
    OwnAnswer,
    /// No shown answer has this id.
    #[error("that answer does not exist; pick one that is shown")]
    UnknownOption,
    /// The answer cannot be shown.
    #[error(transparent)]
    Text(#[from] BadText),
    /// The answer contains a rejected word.
    #[error(transparent)]
    Profane(#[from] Profane),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadyAnswered | Self::AlreadyVoted => ErrorCode::AlreadySubmitted,
            Self::NotYourPrompt | Self::AuthorCannotVote | Self::OwnAnswer => ErrorCode::NotAllowed,
            Self::UnknownOption | Self::Text(_) => ErrorCode::InvalidInput,
            Self::Profane(_) => Profane::CODE,
        }
    }
}
