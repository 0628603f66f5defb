//! Reasons for which the lounge rejects an action.

use wpp_game::{contract::ErrorCode, driver::Rejection, text::BadText};

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The configuration disables toasts.
    #[error("there are no toasts in this lounge")]
    NoToasts,
    /// Another toast is in progress.
    #[error("somebody was faster: join their toast first")]
    AlreadyRaised,
    /// No toast is in progress.
    #[error("there is no toast to join; propose one yourself")]
    NothingRaised,
    /// The person has already joined the toast.
    #[error("you have already joined this toast")]
    AlreadyJoined,
    /// The text cannot be shown.
    #[error("{0}")]
    Text(#[from] BadText),
    /// The emoji is not one of [`EMOJI`](crate::EMOJI).
    #[error("that is not one of the reactions")]
    UnknownEmoji,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NoToasts | Self::AlreadyRaised | Self::NothingRaised => ErrorCode::WrongPhase,
            Self::AlreadyJoined => ErrorCode::AlreadySubmitted,
            Self::Text(_) | Self::UnknownEmoji => ErrorCode::InvalidInput,
        }
    }
}
