//! Reasons for which Last Word rejects an action.

use wpp_cartridge_kit::{prelude::*, votes::VoteRejection};

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The prompt belongs to other players.
    #[error("that is not one of your prompts; answer one that your phone shows")]
    NotYourPrompt,
    /// A reason for which games reject votes.
    #[error(transparent)]
    Vote(#[from] VoteRejection),
    /// A reason that most games have.
    #[error(transparent)]
    Common(#[from] CommonRejection),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NotYourPrompt => ErrorCode::NotAllowed,
            Self::Vote(reason) => reason.code(),
            Self::Common(reason) => reason.code(),
        }
    }
}
