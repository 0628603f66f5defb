//! Why something is refused.

use wpp_game::contract::ErrorCode;
use wpp_game::{driver::Rejection, text::BadText};

/// Why something is refused; the text is for the one who did it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// This lounge does without toasts.
    #[error("there are no toasts in this lounge")]
    NoToasts,
    /// One toast at a time.
    #[error("somebody was faster: raise your glass with them first")]
    AlreadyRaised,
    /// There is no toast to join.
    #[error("no glass is raised; propose a toast yourself")]
    NothingRaised,
    /// Their glass is up.
    #[error("your glass is up already")]
    AlreadyJoined,
    /// The text cannot be shown to others.
    #[error("{0}")]
    Text(#[from] BadText),
    /// Not one of the emoji.
    #[error("that is not one of the reactions")]
    UnknownEmoji,
}

impl Rejection for Refused {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NoToasts | Self::AlreadyRaised | Self::NothingRaised => ErrorCode::WrongPhase,
            Self::AlreadyJoined => ErrorCode::AlreadySubmitted,
            Self::Text(_) | Self::UnknownEmoji => ErrorCode::InvalidInput,
        }
    }
}
