//! Sketch's actions.

use wpp_cartridge_kit::{
    prelude::*,
    reactions::{self, MayReact},
};

/// Maximum length of a title in graphemes.
pub const MAX_GRAPHEMES: usize = 60;

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind {
        kind: "drawing.submit",
        description: "Submit the drawing. A stroke is the digit of its colour, then four characters of base64url for \
                      each point: 12 bits for x, 12 bits for y.",
        fields: &[Field::new("strokes", FieldType::Texts)],
    },
    ActionKind {
        kind: "title.submit",
        description: "Submit a false title for the drawing.",
        fields: &[Field::new("text", FieldType::Text)],
    },
    ActionKind {
        kind: "guess.submit",
        description: "Pick a title.",
        fields: &[Field::new("option_id", FieldType::Text)],
    },
    reactions::ACTION,
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// `drawing.submit {strokes}`
    #[serde(rename = "drawing.submit")]
    Draw {
        /// The strokes, in the order in which they were drawn.
        strokes: Vec<String>,
    },
    /// `title.submit {text}`
    #[serde(rename = "title.submit")]
    Title {
        /// The typed text.
        text: String,
    },
    /// `guess.submit {option_id}`
    #[serde(rename = "guess.submit")]
    Guess {
        /// Id of a shown title.
        option_id: String,
    },
    /// `reaction.send {emoji}`
    #[serde(rename = "reaction.send")]
    React {
        /// One of the available emoji.
        emoji: String,
    },
}

impl MayReact for Action {
    fn reaction(&self) -> Option<&str> {
        if let Self::React { emoji } = self { Some(emoji) } else { None }
    }
}
