//! Fib's actions.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

/// Maximum length of a lie in graphemes.
pub const MAX_GRAPHEMES: usize = 80;

/// The available reactions.
pub const EMOJI: [&str; 6] = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];

/// Maximum number of reactions that one person may send during one question.
pub const REACTIONS_PER_QUESTION: u32 = 30;

pub(crate) const REACT: &str = "reaction.send";

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
    ActionKind { kind: REACT, description: "Send an emoji.", fields: &[Field::new("emoji", FieldType::Text)] },
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
        /// One of [`EMOJI`].
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
        #[derive(Deserialize)]
        struct React {
            emoji: String,
        }
        match kind {
            "lie.submit" => decode(data, "lie.submit takes {text}, a string").map(|Lie { text }| Self::Lie { text }),
            "lie.suggest" => Ok(Self::Suggest),
            "guess.submit" => decode(data, "guess.submit takes {option_id}, a string")
                .map(|Guess { option_id }| Self::Guess { option_id }),
            REACT => decode(data, "reaction.send takes {emoji}, a string").map(|React { emoji }| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}
