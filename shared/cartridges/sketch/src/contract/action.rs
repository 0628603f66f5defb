//! Sketch's actions.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use wpp_cartridge_kit::{
    parsing::decode,
    reactions::{self, MayReact, REACT},
};
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `drawing.submit {strokes}`
    Draw {
        /// The strokes, in the order in which they were drawn.
        strokes: Vec<String>,
    },
    /// `title.submit {text}`
    Title {
        /// The typed text.
        text: String,
    },
    /// `guess.submit {option_id}`
    Guess {
        /// Id of a shown title.
        option_id: String,
    },
    /// `reaction.send {emoji}`
    React {
        /// One of the available emoji.
        emoji: String,
    },
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Draw {
            strokes: Vec<String>,
        }
        #[derive(Deserialize)]
        struct Title {
            text: String,
        }
        #[derive(Deserialize)]
        struct Guess {
            option_id: String,
        }
        fn read<T: DeserializeOwned>(
            data: &RawValue,
            usage: &str,
            action: fn(T) -> Action,
        ) -> Result<Action, ActionError> {
            decode(data, usage).map(action)
        }
        match kind {
            "drawing.submit" => read(data, "drawing.submit takes {strokes}, a list of strings", |Draw { strokes }| {
                Self::Draw { strokes }
            }),
            "title.submit" => read(data, "title.submit takes {text}, a string", |Title { text }| Self::Title { text }),
            "guess.submit" => {
                read(data, "guess.submit takes {option_id}, a string", |Guess { option_id }| Self::Guess { option_id })
            }
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
