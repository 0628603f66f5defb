//! Why a move is refused.

use wpp_game::contract::ErrorCode;
use wpp_game::driver::Rejection;

/// Why a move is refused; the text is for the player who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The evening is over.
    #[error("the evening is over; the host can start another one")]
    Over,
    /// The practice is being counted.
    #[error("the practice has just ended; start the next one in a moment")]
    Counting,
    /// Their guitar is in their hands already.
    #[error("you are playing already")]
    AlreadyPlaying,
    /// Their guitar lies beside them.
    #[error("you are not playing; start a practice first")]
    NotPlaying,
    /// A tally of a practice that is over.
    #[error("that practice is over")]
    Late,
}

impl Rejection for Refused {
    fn code(&self) -> ErrorCode {
        match self {
            Self::AlreadyPlaying => ErrorCode::AlreadySubmitted,
            Self::Over | Self::Counting | Self::NotPlaying | Self::Late => ErrorCode::WrongPhase,
        }
    }
}
