//! What people can do, and how the contract writes it.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, FieldType},
};

/// The emoji that can be thrown.
pub const EMOJI: [&str; 6] = ["👋", "😂", "❤️", "🔥", "🍿", "🕺"];

const REACT: &str = "reaction.send";

/// Every action, described.
pub(super) const KINDS: &[ActionKind] = &[
    ActionKind {
        kind: "status.set",
        words: "Say in a few words how one is; nothing takes it back.",
        fields: &[("status", FieldType::Text)],
    },
    ActionKind { kind: "toast.raise", words: "Propose a toast.", fields: &[("words", FieldType::Text)] },
    ActionKind { kind: "toast.join", words: "Raise one's glass, too.", fields: &[] },
    ActionKind { kind: REACT, words: "React.", fields: &[("emoji", FieldType::Text)] },
];

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `status.set {status}`
    SetStatus {
        /// As typed; blank takes it back.
        status: String,
    },
    /// `toast.raise {words?}`
    Raise {
        /// As typed; blank is a toast without words.
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
    pub(super) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
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
                read(data, "status.set takes {status}, a string").map(|Status { status }| Self::SetStatus { status })
            }
            "toast.raise" => {
                read(data, "toast.raise takes {words}, a string").map(|Raise { words }| Self::Raise { words })
            }
            "toast.join" => Ok(Self::Join),
            REACT => read(data, "reaction.send takes {emoji}, a string").map(|React { emoji }| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}

/// Whether this is what everybody may do who watches.
pub(super) fn is_reaction(kind: &str) -> bool {
    kind == REACT
}

fn read<T: DeserializeOwned>(data: &RawValue, usage: &str) -> Result<T, ActionError> {
    serde_json::from_str(data.get()).map_err(|_malformed| ActionError::Invalid(usage.to_owned()))
}
