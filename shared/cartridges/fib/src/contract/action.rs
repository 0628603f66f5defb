//! Fib's actions.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_cartridge_kit::{
    parsing::decode,
    reactions::{self, MayReact, REACT},
};
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

/// Maximum length of a lie in graphemes.
pub const MAX_GRAPHEMES: usize = 80;

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind { kind: "lie.submit", description: "Submit a lie.", fields: &[Field::new("text", FieldType::Text)] },
    ActionKind {
        kind: "lie.suggest",
        description: "Request lies to choose from: the `ack` carries `suggestions`.",
        fields: &[],
    },
    ActionKind {
        kind: "guess.submit",
        description: "Pick an option.",
        fields: &[Field::new("option_id", FieldType::Text)],
    },
    reactions::ACTION,
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `lie.submit {text}`
    Lie {
        /// The typed text.
        text: String,
    },
    /// `lie.suggest {}`: "lie for me".
    Suggest,
    /// `guess.submit {option_id}`
    Guess {
        /// Id of a shown option.
        option_id: String,
    },
    /// `reaction.send {emoji}`
    React {
        /// One of [`EMOJI`](reactions::EMOJI).
        emoji: String,
    },
}

/// Data of an acknowledgement, in addition to the common fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    /// Up to three lies to choose from, each worth half the points.
    pub suggestions: Vec<String>,
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Lie {
            text: String,
        }
        #[derive(Deserialize)]
        struct Guess {
            option_id: String,
        }
        match kind {
            "lie.submit" => decode(data, "lie.submit takes {text}, a string").map(|Lie { text }| Self::Lie { text }),
            "lie.suggest" => Ok(Self::Suggest),
            "guess.submit" => decode(data, "guess.submit takes {option_id}, a string")
                .map(|Guess { option_id }| Self::Guess { option_id }),
            REACT => reactions::parse(data).map(|emoji| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}

impl MayReact for Action {
    fn reaction(&self) -> Option<&str> {
        if let Self::React { emoji } = self { Some(emoji) } else { None }
    }
}
