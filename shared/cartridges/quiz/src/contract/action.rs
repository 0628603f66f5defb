//! Quiz's action.

use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

use super::submission::Submission;

const ANSWER: &str = "answer.submit";

const USAGE: &str = "answer.submit takes, by the question's kind, {option_id}, a string; {option_ids}, a list of \
                     strings; {text}, a string; {number}, a number; or {order}, a list of strings";

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] = &[ActionKind {
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
}];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `answer.submit`
    Answer(Submission),
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        if kind != ANSWER {
            return Err(ActionError::Unknown);
        }
        let submission: Submission = decode(data, USAGE)?;
        if submission.is_empty() {
            return Err(ActionError::Invalid(USAGE.to_owned()));
        }
        Ok(Self::Answer(submission))
    }
}
