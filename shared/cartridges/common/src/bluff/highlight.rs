//! The texts that earn awards.

use serde::{Deserialize, Serialize};
use wpp_game::driver::REMOVED;

/// A text and how many people it concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// The text.
    pub text: String,
    /// Number of people.
    pub count: u32,
}

impl Highlight {
    /// Replaces a highlight that concerned more people. Among equal ones, the first remains. A removed text is no
    /// highlight.
    pub fn keep_rarest(kept: &mut Option<Self>, text: &str, count: u32) {
        if text != REMOVED && kept.as_ref().is_none_or(|kept| count < kept.count) {
            *kept = Some(Self { text: text.to_owned(), count });
        }
    }

    /// Replaces a highlight that concerned fewer people. A text that concerned nobody is no highlight.
    pub fn keep_largest(kept: &mut Option<Self>, text: &str, count: u32) {
        if text != REMOVED && count > kept.as_ref().map_or(0, |kept| kept.count) {
            *kept = Some(Self { text: text.to_owned(), count });
        }
    }
}
