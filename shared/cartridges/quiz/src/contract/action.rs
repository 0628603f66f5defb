//! Quiz's actions.

use serde_json::value::RawValue;
use wpp_cartridge_kit::{
    kinds::Submission,
    parsing::decode,
    reactions::{self, REACT},
};
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

const ANSWER: &str = "answer.submit";

const USAGE: &str = "answer.submit takes, by the question's kind, {option_id}, a string; {option_ids}, a list of \
                     strings; {text}, a string; {number}, a number; or {order}, a list of strings";

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[ANSWER_KIND, reactions::ACTION];

const ANSWER_KIND: ActionKind = ActionKind {
    kind: ANSWER,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `answer.submit`
    Answer(Submission),
    /// `reaction.send {emoji}`
    React {
        /// One of [`EMOJI`](reactions::EMOJI).
        emoji: String,
    },
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        match kind {
            ANSWER => match decode::<Submission>(data, USAGE)? {
                submission if submission.is_empty() => Err(ActionError::Invalid(USAGE.to_owned())),
                submission => Ok(Self::Answer(submission)),
            },
            REACT => reactions::parse(data).map(|emoji| Self::React { emoji }),
            _ => Err(ActionError::Unknown),
        }
    }
}
