//! Rejections of requests, with a text for the person who made the request.

use super::ErrorCode;

/// A rejected command: the contract's error code and a text for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejected {
    /// The error code that clients read.
    pub code: ErrorCode,
    /// What happened and what to do, for the person who sent the command.
    pub message: String,
    /// The input field that caused the rejection, if it was a single field.
    pub field: Option<String>,
}

impl Rejected {
    /// Creates a rejection that concerns no single field.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// Creates an `invalid_input` rejection of `field`.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::InvalidInput, message: message.into(), field: Some(field.to_owned()) }
    }

    /// Creates the rejection of a player id that is not in the session.
    pub(crate) fn not_in_session() -> Self {
        Self::new(ErrorCode::NotAllowed, "you are not in this session; join it again")
    }
}

/// A configuration field with a value outside its bounds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} must be {bounds}")]
pub struct OutOfBounds {
    /// The field's key in the configuration.
    pub field: String,
    /// The allowed values, as words that complete "must be …", such as `a whole number from 1 to 10`.
    pub bounds: String,
}
