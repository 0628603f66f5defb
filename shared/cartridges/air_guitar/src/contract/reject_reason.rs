//! Reasons for which Air guitar rejects an action.

use wpp_game::{contract::ErrorCode, driver::Rejection};

/// The reason for which an action is rejected. The text is for the acting player.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The session has no more practices.
    #[error("all practices are over; the host can start again")]
    Over,
    /// The server is waiting for the last reports.
    #[error("the practice has just ended; start the next one in a moment")]
    Counting,
    /// The guitarist is already playing.
    #[error("you are playing already")]
    AlreadyPlaying,
    /// The guitarist is not playing.
    #[error("you are not playing; start a practice first")]
    NotPlaying,
    /// The report belongs to an earlier practice.
    #[error("that practice is over")]
    Late,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::AlreadyPlaying => ErrorCode::AlreadySubmitted,
            Self::Over | Self::Counting | Self::NotPlaying | Self::Late => ErrorCode::WrongPhase,
        }
    }
}
