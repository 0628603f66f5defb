//! A submitted answer.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::content::decimal::Decimal;

/// An answer. The kind of the question decides which field it has; a submission has one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Submission {
    /// Id of the picked option, for a question with one right option and for a poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_id: Option<String>,
    /// Ids of the picked options, for a question with several right options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_ids: Option<Vec<String>>,
    /// The typed text, 1–80 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The estimated number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Decimal>,
    /// Ids of all options, in the player's order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<String>>,
}

impl Submission {
    /// Returns whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
