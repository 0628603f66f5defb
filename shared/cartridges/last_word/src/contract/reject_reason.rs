//! Reasons for which Last Word rejects an action.

use wpp_cartridge_kit::prelude::*;

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
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
    /// A reason that most games have.
    #[error(transparent)]
    Common(#[from] CommonRejection),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::AlreadyVoted => ErrorCode::AlreadySubmitted,
            Self::NotYourPrompt | Self::AuthorCannotVote | Self::OwnAnswer => ErrorCode::NotAllowed,
            Self::UnknownOption => ErrorCode::InvalidInput,
            Self::Common(reason) => reason.code(),
        }
    }
}
