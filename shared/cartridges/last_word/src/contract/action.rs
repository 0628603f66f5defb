//! Last Word's actions.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

/// Maximum length of an answer in graphemes.
pub(crate) const MAX_GRAPHEMES: usize = 80;

const ANSWER: &str = "answer.submit";
pub(crate) const VOTE: &str = "vote.submit";

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind {
        kind: ANSWER,
        description: "Answer one of your prompts.",
        fields: &[Field::new("prompt_id", FieldType::Text), Field::new("text", FieldType::Text)],
    },
    ActionKind {
        kind: VOTE,
        description: "Vote for an answer. In the final round, once for each of your votes.",
        fields: &[Field::new("prompt_id", FieldType::Text), Field::new("option_id", FieldType::Text)],
    },
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `answer.submit {prompt_id, text}`
    Answer(Answer),
    /// `vote.submit {prompt_id, option_id}`
    Vote(Vote),
}

/// Data of `answer.submit`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// Id of one of the player's prompts.
    pub prompt_id: String,
    /// The answer: 1 to 80 graphemes.
    pub text: String,
}

/// Data of `vote.submit`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Vote {
    /// Id of the shown prompt.
    pub prompt_id: String,
    /// Id of a shown answer.
    pub option_id: String,
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        match kind {
            ANSWER => decode(data, "answer.submit takes {prompt_id, text}, two strings").map(Self::Answer),
            VOTE => decode(data, "vote.submit takes {prompt_id, option_id}, two strings").map(Self::Vote),
            _ => Err(ActionError::Unknown),
        }
    }
}
