//! Reasons for which Sketch rejects an action.

use wpp_cartridge_kit::prelude::*;
use wpp_game::contract::GameCode;

use crate::drawing::{MAX_BYTES, MAX_STROKES};

/// The reason for which an action is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The person joined too late, or watches.
    #[error("you take part from the next round on")]
    NextRound,
    /// The artist writes no title for the drawing, and does not guess.
    #[error("you drew this one, so the others decide")]
    Artist,
    /// The title resembles the true one.
    #[error("that is too close to the true title; write a different one")]
    TooCloseToTruth,
    /// The player wrote this title.
    #[error("that is your own title; pick another one")]
    OwnTitle,
    /// The drawing cannot be shown.
    #[error(transparent)]
    Drawing(#[from] BadDrawing),
    /// A reason that most games have.
    #[error(transparent)]
    Common(#[from] CommonRejection),
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::NextRound | Self::Artist | Self::OwnTitle => ErrorCode::NotAllowed,
            Self::TooCloseToTruth => ErrorCode::Game(GameCode::conflict("too_close_to_truth")),
            Self::Drawing(_) => ErrorCode::InvalidInput,
            Self::Common(reason) => reason.code(),
        }
    }
}

/// The reason for which a drawing is rejected. The text is for the artist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDrawing {
    /// The drawing has no strokes.
    #[error("the paper is still empty; draw something first")]
    Empty,
    /// The drawing has too many strokes.
    #[error("the drawing has more than {MAX_STROKES} strokes; undo some of them")]
    TooManyStrokes,
    /// The strokes have too many points.
    #[error("the drawing is larger than {MAX_BYTES} bytes; undo some strokes or leave out points")]
    TooLarge,
    /// A stroke is malformed.
    #[error("stroke {0} is malformed; a stroke is a colour from 0 to 5, then points of four characters each")]
    Stroke(usize),
}
