//! Why a player's or host's wish is not granted.

use crate::engine::EngineError;

/// The contract's error words that the session itself uses; drivers add their own.
pub mod code {
    /// A person who is not (or no longer) at the table, or not in that role.
    pub const NOT_ALLOWED: &str = "not_allowed";
    /// Another player is called that.
    pub const NICKNAME_TAKEN: &str = "nickname_taken";
    /// Every seat is taken.
    pub const SESSION_FULL: &str = "session_full";
    /// People join in the lobby only, unless the configuration lets them in later.
    pub const ALREADY_STARTED: &str = "already_started";
    /// The game needs more people.
    pub const NOT_ENOUGH_PLAYERS: &str = "not_enough_players";
    /// The chosen packs hold too little for the configuration.
    pub const NOT_ENOUGH_CONTENT: &str = "not_enough_content";
    /// Not now.
    pub const WRONG_PHASE: &str = "wrong_phase";
    /// Not while the host pauses.
    pub const PAUSED: &str = "paused";
    /// The input breaks a bound or a form.
    pub const INVALID_INPUT: &str = "invalid_input";
}

/// A wish that is not granted: the contract's word for it, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejected {
    /// The stable `snake_case` word (see [`code`]).
    pub code: &'static str,
    /// Why, for the person who asked.
    pub message: String,
    /// The field of the input that is at fault, when it is one.
    pub field: Option<String>,
}

impl Rejected {
    /// A refusal that is about no single field.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// `invalid_input` in `field`.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { code: code::INVALID_INPUT, message: message.into(), field: Some(field.to_owned()) }
    }

    pub(crate) fn stranger() -> Self {
        Self::new(code::NOT_ALLOWED, "this player is not at the table")
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
