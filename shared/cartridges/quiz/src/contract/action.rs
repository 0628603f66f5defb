//! Quiz's actions.

use wpp_cartridge_kit::{kinds::Submission, parsing, prelude::*, reactions};

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[ANSWER, reactions::ACTION];

const ANSWER: ActionKind = ActionKind {
    kind: "answer.submit",
    description: "Answer the question. The question's kind decides which field the answer has: `option_id` for one \
                  right option, true or false, and polls; `option_ids` for several right options; `text` for typed \
                  answers and word clouds; `number` for numbers; `order`, a list of all option ids, for orders.",
    fields: &[
        Field::new("option_id", FieldType::Text),
        Field::new("option_ids", FieldType::Texts),
        Field::new("text", FieldType::Text),
        Field::new("number", FieldType::Number),
        Field::new("order", FieldType::Texts),
    ],
};

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// `answer.submit`
    #[serde(rename = "answer.submit")]
    Answer(Submission),
    /// `reaction.send {emoji}`
    #[serde(rename = "reaction.send")]
    React {
        /// One of [`EMOJI`](reactions::EMOJI).
        emoji: String,
    },
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        match parsing::parse(KINDS, kind, data)? {
            Self::Answer(submission) if submission.is_empty() => Err(parsing::invalid(&ANSWER)),
            action => Ok(action),
        }
    }
}
