//! Reasons for which a vote is rejected.

use wpp_game::contract::ErrorCode;

/// The reason for which a vote is rejected. The text is for the acting person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoteRejection {
    /// The person has used all votes.
    #[error("your vote is already in")]
    AlreadyVoted,
    /// The author of an option votes on the question.
    #[error("you wrote one of these answers, so the others vote")]
    AuthorCannotVote,
    /// The person wrote this option.
    #[error("that is your own answer; vote for another one")]
    OwnOption,
    /// No shown option has this id.
    #[error("that answer does not exist; pick one that is shown")]
    UnknownOption,
}

impl VoteRejection {
    /// Returns the error code that clients read.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::AlreadyVoted => ErrorCode::AlreadySubmitted,
            Self::AuthorCannotVote | Self::OwnOption => ErrorCode::NotAllowed,
            Self::UnknownOption => ErrorCode::InvalidInput,
        }
    }
}
