//! What a player can do, and how the contract writes it.

use serde::Deserialize;
use serde_json::value::RawValue;

use wpp_game::{
    driver::ActionError,
    manifest::{ActionKind, FieldType},
};

const ANSWER: &str = "answer.submit";

/// Every action, described.
pub(super) const KINDS: &[ActionKind] =
    &[ActionKind { kind: ANSWER, words: "Pick an answer.", fields: &[("option_id", FieldType::Text)] }];

/// A player's move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `answer.submit {option_id}`
    Answer {
        /// One of the options shown.
        option_id: String,
    },
}

impl Action {
    pub(super) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        #[derive(Deserialize)]
        struct Answer {
            option_id: String,
        }
        if kind != ANSWER {
            return Err(ActionError::Unknown);
        }
        let read = serde_json::from_str(data.get());
        read.map(|Answer { option_id }| Self::Answer { option_id })
            .map_err(|_malformed| ActionError::Invalid("answer.submit takes {option_id}, a string".to_owned()))
    }
}
