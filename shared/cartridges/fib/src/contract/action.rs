//! Fib's actions.

use wpp_cartridge_kit::{
    prelude::*,
    reactions::{self, MayReact},
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// `lie.submit {text}`
    #[serde(rename = "lie.submit")]
    Lie {
        /// The typed text.
        text: String,
    },
    /// `lie.suggest {}`: "lie for me".
    #[serde(rename = "lie.suggest")]
    Suggest {},
    /// `guess.submit {option_id}`
    #[serde(rename = "guess.submit")]
    Guess {
        /// Id of a shown option.
        option_id: String,
    },
    /// `reaction.send {emoji}`
    #[serde(rename = "reaction.send")]
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

impl MayReact for Action {
    fn reaction(&self) -> Option<&str> {
        if let Self::React { emoji } = self { Some(emoji) } else { None }
    }
}
