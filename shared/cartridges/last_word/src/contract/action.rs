//! Last Word's actions.

use wpp_cartridge_kit::{prelude::*, votes::MayVote};

/// Maximum length of an answer in graphemes.
pub(crate) const MAX_GRAPHEMES: usize = 80;

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind {
        kind: "answer.submit",
        description: "Answer one of your prompts.",
        fields: &[Field::new("prompt_id", FieldType::Text), Field::new("text", FieldType::Text)],
    },
    ActionKind {
        kind: "vote.submit",
        description: "Vote for an answer. In the final round, once for each of your votes; players may repeat an answer.",
        fields: &[Field::new("prompt_id", FieldType::Text), Field::new("option_id", FieldType::Text)],
    },
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// `answer.submit {prompt_id, text}`
    #[serde(rename = "answer.submit")]
    Answer(Answer),
    /// `vote.submit {prompt_id, option_id}`
    #[serde(rename = "vote.submit")]
    Vote(Vote),
}

impl MayVote for Action {
    fn vote(&self) -> Option<(&str, &str)> {
        if let Self::Vote(vote) = self { Some((&vote.prompt_id, &vote.option_id)) } else { None }
    }
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
