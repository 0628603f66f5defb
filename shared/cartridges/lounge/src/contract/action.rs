//! The lounge's actions.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `status.set {status}`
    SetStatus {
        /// The typed text; a blank text removes the status.
        status: String,
    },
    /// `toast.raise {words?}`
    Raise {
        /// The typed text; blank for a toast without words.
        words: String,
    },
    /// `toast.join {}`
    Join,
    /// `reaction.send {emoji}`
    React {
        /// One of [`EMOJI`].
        emoji: String,
    },
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Status {
            status: String,
        }
        #[derive(Deserialize)]
        struct Raise {
            #[serde(default)]
            words: String,
        }
        #[derive(Deserialize)]
        struct React {
            emoji: String,
        }
        match kind {
            "status.set" => {
                decode(data, "status.set takes {status}, a string").map(|Status { status }| Self::SetStatus { status })
            }
            "toast.raise" => {
                decode(data, "toast.raise takes {words}, a string").map(|Raise { words }| Self::Raise { words })
            }
            "toast.join" => Ok(Self::Join),
            REACT => decode(data, "reaction.send takes {emoji}, a string").map(|React { emoji }| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}
