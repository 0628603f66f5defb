//! Why a player's or host's wish is not granted.

use crate::{contract::ErrorCode, engine::EngineError};

/// A wish that is not granted: the contract's word for it, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejected {
    /// The stable `snake_case` word .
    pub code: ErrorCode,
    /// Why, for the person who asked.
    pub message: String,
    /// The field of the input that is at fault, when it is one.
    pub field: Option<String>,
}

impl Rejected {
    /// A refusal that is about no single field.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// `invalid_input` in `field`.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::InvalidInput, message: message.into(), field: Some(field.to_owned()) }
    }

    pub(crate) fn stranger() -> Self {
        Self::new(ErrorCode::NotAllowed, "this player is not at the table")
    }
}

/// Why a command ended: refused, which is its own answer, or faulty, which undoes the whole step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The wish is not granted.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The step cannot be taken.
    #[error(transparent)]
    Engine(#[from] EngineError),
}
