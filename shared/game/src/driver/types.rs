//! Small types that drivers return.

use std::collections::BTreeSet;

use crate::contract::{ErrorCode, ids::PlayerId};

/// The game's position, for `phase` of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The phase's name, in `snake_case`.
    pub name: &'static str,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
}

/// One player's score and progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Points awarded so far. Points that are not yet revealed do not count.
    pub score: i64,
    /// Whether the current phase has the player's answer.
    pub answered: bool,
}

/// The number of players of one game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatLimits {
    /// Fewest players with whom the game starts.
    pub min: usize,
    /// Most players who can join.
    pub max: usize,
}

/// The delivery of an action from a phone to the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// The platform applies the action at once.
    Reliable,
    /// The platform may delay the action by up to 100 ms and apply it with others of its type, so
    /// that a crowd's reactions become ten events a second instead of a thousand.
    Coalesced,
}

/// A text that must not reach everybody.
///
/// The conformance tests also search for a text that is a number of at least six digits among JSON numbers. A shorter number
/// equals points and times by chance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The text.
    pub text: String,
    /// The players who may read the text; empty when nobody may.
    pub readers: BTreeSet<PlayerId>,
}

impl Secret {
    /// Creates a text that nobody may read.
    #[must_use]
    pub fn from_everybody(text: &str) -> Self {
        Self { text: text.to_owned(), readers: BTreeSet::new() }
    }

    /// Creates a text that only `player` may read.
    #[must_use]
    pub fn known_to(player: &PlayerId, text: &str) -> Self {
        Self::known_to_all([player], text)
    }

    /// Creates a text that only `players` may read, such as the members of a team.
    #[must_use]
    pub fn known_to_all<'a>(players: impl IntoIterator<Item = &'a PlayerId>, text: &str) -> Self {
        Self { text: text.to_owned(), readers: players.into_iter().cloned().collect() }
    }

    /// Returns whether `player` may read the text.
    #[must_use]
    pub fn is_known_to(&self, player: &PlayerId) -> bool {
        self.readers.contains(player)
    }
}

/// An action that the server takes for a player: a bot's move or a report of an
/// [`EphemeralHandler`](super::ephemeral::EphemeralHandler).
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The action's type in the contract.
    pub kind: &'static str,
    /// The action's data.
    pub data: serde_json::Value,
}

/// The reason for which a driver rejects an action. Its `Display` text is for the acting player.
pub trait Rejection: std::error::Error + Send {
    /// Returns the error code that clients read.
    fn code(&self) -> ErrorCode;
}

/// An action that the driver cannot parse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// The game has no action of this type.
    #[error("this game has no action of that type")]
    Unknown,
    /// The data does not match the action's type. The text names the expected fields.
    #[error("{0}")]
    Invalid(String),
}

/// The chosen packs contain too few suitable questions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the chosen packs hold {found} questions that fit, and this game needs {needed}; add a pack or choose fewer rounds"
)]
pub struct NotEnoughContent {
    /// Questions that the configuration requires.
    pub needed: usize,
    /// Suitable questions in the packs.
    pub found: usize,
}
