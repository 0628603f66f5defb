//! What a player can do, and how the contract writes it.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use wpp_game::{
    driver::{ActionError, Lane},
    manifest::{ActionKind, FieldType},
};

const REACT: &str = "reaction.send";

/// Every action, described.
pub(super) const KINDS: &[ActionKind] = &[
    ActionKind { kind: "lie.submit", words: "Write a lie.", fields: &[("text", FieldType::Text)] },
    ActionKind {
        kind: "lie.suggest",
        words: "Ask for lies to choose from: the `ack` carries `suggestions`.",
        fields: &[],
    },
    ActionKind { kind: "guess.submit", words: "Pick an answer.", fields: &[("option_id", FieldType::Text)] },
    ActionKind { kind: REACT, words: "React.", fields: &[("emoji", FieldType::Text)] },
];

/// A player's move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `lie.submit {text}`
    Lie {
        /// As typed.
        text: String,
    },
    /// `lie.suggest {}`: "lie for me".
    Suggest,
    /// `guess.submit {option_id}`
    Guess {
        /// One of the options shown.
        option_id: String,
    },
    /// `reaction.send {emoji}`
    React {
        /// One of [`EMOJI`](super::EMOJI).
        emoji: String,
    },
}

/// What an action answers beyond the acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    /// Lies to choose from, at half the points; up to three.
    pub suggestions: Vec<String>,
}

impl Action {
    pub(super) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Lie {
            text: String,
        }
        #[derive(Deserialize)]
        struct Guess {
            option_id: String,
        }
        #[derive(Deserialize)]
        struct React {
            emoji: String,
        }
        match kind {
            "lie.submit" => read(data, "lie.submit takes {text}, a string").map(|Lie { text }| Self::Lie { text }),
            "lie.suggest" => Ok(Self::Suggest),
            "guess.submit" => read(data, "guess.submit takes {option_id}, a string")
                .map(|Guess { option_id }| Self::Guess { option_id }),
            REACT => read(data, "reaction.send takes {emoji}, a string").map(|React { emoji }| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}

/// A crowd's reactions may wait for each other; all else is applied at once.
pub(super) fn lane(kind: &str) -> Lane {
    if is_reaction(kind) { Lane::Coalesced } else { Lane::Reliable }
}

/// Whether this is what everybody may do who watches.
pub(super) fn is_reaction(kind: &str) -> bool {
    kind == REACT
}

fn read<T: DeserializeOwned>(data: &RawValue, usage: &str) -> Result<T, ActionError> {
    serde_json::from_str(data.get()).map_err(|_malformed| ActionError::Invalid(usage.to_owned()))
}
