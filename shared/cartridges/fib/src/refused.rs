//! Why a move is refused.

use wpp_game::contract::{ErrorCode, GameCode};
use wpp_game::{
    driver::Rejection,
    text::{BadText, Profane},
};

/// Why a move is refused; the text is for the player who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The game is elsewhere.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// They sat down during the question.
    #[error("you are in from the next question; this one started before you came")]
    NextQuestion,
    /// One lie and one guess a question.
    #[error("your answer is already in")]
    AlreadySubmitted,
    /// Nobody may vote for themselves.
    #[error("that is your own lie; pick another one")]
    OwnLie,
    /// The lie is the truth, or a reader would think so. The words neither confirm the truth nor
    /// rule it out for whoever reads along.
    #[error("That one is too close for comfort. Try another.")]
    TooCloseToTruth,
    /// The lie cannot be shown to others.
    #[error("{0}")]
    Text(#[from] BadText),
    /// The lie holds a word that the room does not want to read.
    #[error(transparent)]
    Profane(#[from] Profane),
    /// No such option on the table.
    #[error("that option is not on the table")]
    UnknownOption,
    /// Not one of the emoji.
    #[error("that is not one of the reactions")]
    UnknownEmoji,
    /// The player has sent all the reactions a question may bring.
    #[error("that was plenty of reactions; there will be more at the next question")]
    TooManyReactions,
}

impl Rejection for Refused {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase | Self::NextQuestion => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
            Self::OwnLie => ErrorCode::Game(GameCode::conflict("own_lie")),
            Self::TooCloseToTruth => ErrorCode::Game(GameCode::conflict("too_close_to_truth")),
            Self::Text(_) | Self::UnknownOption | Self::UnknownEmoji => ErrorCode::InvalidInput,
            Self::Profane(_) => Profane::CODE,
            Self::TooManyReactions => ErrorCode::TooManyRequests,
        }
    }
}
