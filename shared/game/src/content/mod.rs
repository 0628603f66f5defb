//! What a cartridge may ask the platform to load before a game, and what it gets.
//!
//! [`rules`] says what a question has to be before anybody may keep it.

pub mod rules;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a cartridge needs from the question packs for one game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentNeed {
    /// Nothing: the game brings all it needs.
    None,
    /// `count` different questions.
    Questions {
        /// How many.
        count: usize,
        /// Only questions marked fit for children.
        family_friendly: bool,
        /// Only questions of these kinds.
        kinds: &'static [QuestionKind],
    },
}

/// What a question asks of whoever answers it.
///
/// A pack may mix them, and a cartridge says which it can use. A game in which people write the
/// answers needs a prompt that makes sense alone (`blank`, `open`); one that shows the answers can
/// use every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A sentence with one gap, written as `____`, that the answer fills.
    #[default]
    Blank,
    /// A question that can be answered without seeing any answers: "What is the capital of Peru?"
    Open,
    /// A question that means nothing without its answers: "Which of these is a bird?", true or false.
    Choice,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Blank, Self::Open, Self::Choice];

    /// The kind as it is written everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Open => "open",
            Self::Choice => "choice",
        }
    }

    /// The kind that is written so.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// One question with all that a game needs of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Names the question where it came from, so that it is not dealt again too soon; opaque.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What it asks of the players.
    #[serde(default)]
    pub kind: QuestionKind,
    /// What people read. Of a `blank`, the sentence with its gap written as `____`.
    pub prompt: String,
    /// What the gap hides, or the answer.
    pub answer: String,
    /// Other spellings of the answer; a lie that equals one is refused as the truth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible lies, used when players' lies are few or as "lie for me".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// A word or two shown above the prompt; may be empty.
    pub category: String,
    /// One sentence told after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Where the fact can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What the platform loaded for a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The cartridge asked for nothing.
    None,
    /// Questions, in no particular order; at least as many as were asked for.
    Questions(Vec<Question>),
}

impl Content {
    /// The names of the questions in it.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let questions = match self {
            Self::None => [].as_slice(),
            Self::Questions(questions) => questions,
        };
        questions.iter().map(|question| question.id.as_str()).filter(|id| !id.is_empty())
    }
}
