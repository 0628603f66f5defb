//! Reasons for which Fib rejects an action.

use wpp_cartridge_kit::prelude::*;
use wpp_game::contract::GameCode;

/// The reason for which an action is rejected. The text is for the acting player.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The player picked their own lie.
    #[error("that is your own lie; pick another one")]
    OwnLie,
    /// The lie equals the truth, or a reader would think so. The text neither confirms nor denies the
    /// truth to people who read along.
    #[error("That one is too close for comfort. Try another.")]
    TooCloseToTruth,
    /// A reason that most games have.
    #[error(transparent)]
    Common(#[from] CommonRejection),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::OwnLie => ErrorCode::Game(GameCode::conflict("own_lie")),
            Self::TooCloseToTruth => ErrorCode::Game(GameCode::conflict("too_close_to_truth")),
            Self::Common(reason) => reason.code(),
        }
    }
}
