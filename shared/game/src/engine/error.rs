//! Errors of a step.

use super::MAX_FIRINGS;
use crate::contract::Rejected;

/// A failed step: a driver's bug or damaged state, never a player's mistake.
///
/// The session discards the whole step. The platform then pauses the session, so that no data is
/// lost and other sessions continue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The session names a cartridge that this build does not contain.
    #[error("this build contains no cartridge {0:?}; start a build that does")]
    UnknownCartridge(String),
    /// The stored text does not match the driver's types.
    #[error("the stored {what} cannot be read: {cause}")]
    Unreadable {
        /// The part of the session.
        what: &'static str,
        /// The decoder's message.
        cause: String,
    },
    /// JSON or the contract's envelope cannot represent a value of the driver.
    #[error("the {what} cannot be written: {cause}")]
    Unwritable {
        /// The part of the session.
        what: &'static str,
        /// The encoder's message.
        cause: String,
    },
    /// The driver set a deadline that was already due [`MAX_FIRINGS`] times in one step.
    #[error("the driver set a deadline that was already due {MAX_FIRINGS} times in one step")]
    Runaway,
    /// The driver answered an expired deadline with [`Next::Keep`](crate::driver::Next::Keep).
    #[error("the driver kept a deadline that had expired")]
    DeadlineKept,
    /// The driver rejected an input that no player sent.
    #[error("the driver rejected {input}: {cause}")]
    Refused {
        /// The input.
        input: &'static str,
        /// The driver's reason.
        cause: String,
    },
    /// The session is running, but its stored game is missing.
    #[error("the session is running, but holds no game")]
    NoGame,
}

/// The two ways in which a command can fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The command is rejected. The rest of the step remains valid.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The whole step fails.
    #[error(transparent)]
    Engine(#[from] EngineError),
}
