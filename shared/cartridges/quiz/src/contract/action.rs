//! Quiz's action.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

const ANSWER: &str = "answer.submit";

/// The description of every action.
pub(crate) const KINDS: &[ActionKind] =
    &[ActionKind { kind: ANSWER, description: "Pick an answer.", fields: &[Field::new("option_id", FieldType::Text)] }];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `answer.submit {option_id}`
    Answer {
        /// Id of a shown option.
        option_id: String,
    },
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Answer {
            option_id: String,
        }
        if kind != ANSWER {
            return Err(ActionError::Unknown);
        }
        decode(data, "answer.submit takes {option_id}, a string").map(|Answer { option_id }| Self::Answer { option_id })
    }
}
