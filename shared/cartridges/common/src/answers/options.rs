//! The options of a question, and their ids.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One answer to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    /// Id of the option, derived from its position. The id does not depend on what the option is.
    pub option_id: String,
    /// Text of the option.
    pub text: String,
}

/// The ids of the options of one question. Ids differ between questions, so that a late tap cannot answer the wrong
/// question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionIds {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
}

impl OptionIds {
    /// Returns the ids of a question, by its index in the round.
    #[must_use]
    pub fn at(round: u32, index: usize) -> Self {
        Self { round, question: u32::try_from(index + 1).unwrap_or(u32::MAX) }
    }

    /// Returns the id of the question.
    #[must_use]
    pub fn question_id(self) -> String {
        format!("{}.{}", self.round, self.question)
    }

    /// Returns the id of the option at `index`.
    #[must_use]
    pub fn id(self, index: usize) -> String {
        format!("{}.{}.{}", self.round, self.question, index + 1)
    }

    /// Returns the index of the option with this id, among `count` options.
    #[must_use]
    pub fn find(self, id: &str, count: usize) -> Option<usize> {
        (0..count).find(|index| self.id(*index) == id)
    }

    /// Returns the views of options with these texts.
    pub fn views<'a>(self, texts: impl IntoIterator<Item = &'a String>) -> Vec<OptionView> {
        let option = |(at, text): (usize, &String)| OptionView { option_id: self.id(at), text: text.clone() };
        texts.into_iter().enumerate().map(option).collect()
    }
}
