//! Quiz's actions.

use serde::{Deserializer, de::Error as _};
use wpp_cartridge_kit::{kinds::Submission, prelude::*, reactions};

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
    #[serde(rename = "answer.submit", deserialize_with = "not_empty")]
    Answer(Submission),
    /// `reaction.send {emoji}`
    #[serde(rename = "reaction.send")]
    React {
        /// One of [`EMOJI`](reactions::EMOJI).
        emoji: String,
    },
}

/// Reads an answer, which has at least one field.
fn not_empty<'de, D: Deserializer<'de>>(from: D) -> Result<Submission, D::Error> {
    let submission = Submission::deserialize(from)?;
    if submission.is_empty() { Err(D::Error::custom("no field is set")) } else { Ok(submission) }
}
