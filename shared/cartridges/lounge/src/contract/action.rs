//! The lounge's actions.

use serde::Deserialize;
use wpp_game::manifest::{ActionKind, Field, FieldType};

/// The available reactions.
pub const EMOJI: [&str; 6] = ["👋", "😂", "❤️", "🔥", "🍿", "🕺"];

/// Maximum length of a status in graphemes.
pub const MAX_STATUS: usize = 40;

/// Maximum length of a toast's words in graphemes.
pub const MAX_WORDS: usize = 80;

pub(crate) const REACT: &str = "reaction.send";

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind {
        kind: "status.set",
        description: "Set your status in a few words; an empty text removes it.",
        fields: &[Field::new("status", FieldType::Text)],
    },
    ActionKind {
        kind: "toast.raise",
        description: "Propose a toast.",
        fields: &[Field::new("words", FieldType::Text)],
    },
    ActionKind { kind: "toast.join", description: "Join the toast.", fields: &[] },
    ActionKind { kind: REACT, description: "Send an emoji.", fields: &[Field::new("emoji", FieldType::Text)] },
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// `status.set {status}`
    #[serde(rename = "status.set")]
    SetStatus {
        /// The typed text; a blank text removes the status.
        status: String,
    },
    /// `toast.raise {words?}`
    #[serde(rename = "toast.raise")]
    Raise {
        /// The typed text; blank for a toast without words.
        #[serde(default)]
        words: String,
    },
    /// `toast.join {}`
    #[serde(rename = "toast.join")]
    Join {},
    /// `reaction.send {emoji}`
    #[serde(rename = "reaction.send")]
    React {
        /// One of [`EMOJI`].
        emoji: String,
    },
}
