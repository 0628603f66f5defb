//! The texts that earned a player's awards.

use serde::{Deserialize, Serialize};
use wpp_game::driver::REMOVED;

/// A text and how many people it concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// The text.
    pub text: String,
    /// Number of people.
    pub count: u32,
    /// Number of the question in the game, from 1, if the award shows the question.
    #[serde(rename = "q", default, skip_serializing_if = "Option::is_none")]
    pub question: Option<u32>,
}

impl Highlight {
    /// Replaces a highlight that concerned more people. Among equal ones, the first remains. A removed text is no
    /// highlight.
    pub fn keep_rarest(kept: &mut Option<Self>, new: Self) {
        if new.text != REMOVED && kept.as_ref().is_none_or(|kept| new.count < kept.count) {
            *kept = Some(new);
        }
    }

    /// Replaces a highlight that concerned fewer people. A text that concerned nobody is no highlight.
    pub fn keep_largest(kept: &mut Option<Self>, new: Self) {
        if new.text != REMOVED && new.count > kept.as_ref().map_or(0, |kept| kept.count) {
            *kept = Some(new);
        }
    }
}
