//! The content that a game requests from the platform: questions.
//!
//! [`rules`] defines what a question must satisfy before it may be stored.

pub mod rules;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The content that one game needs from the question packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentNeed {
    /// No content.
    None,
    /// `count` different questions.
    Questions {
        /// Number of questions.
        count: usize,
        /// Whether all questions must be suitable for children.
        family_friendly: bool,
        /// The accepted kinds of questions.
        kinds: &'static [QuestionKind],
    },
}

/// The kind of a question.
///
/// A pack may mix kinds, and a game accepts some of them. A game in which people write answers needs
/// prompts that make sense without options (`blank`, `open`). A game that shows options accepts every
/// kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A sentence with one gap, written as `____`, which the answer fills.
    #[default]
    Blank,
    /// A question that makes sense without options: "What is the capital of Peru?"
    Open,
    /// A question that needs its options: "Which of these is a bird?", or true or false.
    Choice,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Blank, Self::Open, Self::Choice];

    /// Returns the kind's name in the contract and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Open => "open",
            Self::Choice => "choice",
        }
    }

    /// Returns the kind with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Opaque id in the source of the question, used to avoid repetitions. May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The kind of the question.
    #[serde(default)]
    pub kind: QuestionKind,
    /// The prompt. A `blank` marks its gap as `____`.
    pub prompt: String,
    /// The correct answer.
    pub answer: String,
    /// Other spellings of the answer. A lie that equals one is rejected as the truth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible wrong answers, also used for "lie for me".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// A word or two shown above the prompt. May be empty.
    pub category: String,
    /// Explanation in one sentence, shown after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The content that the platform loaded for a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// No content.
    None,
    /// Questions in any order, at least as many as requested.
    Questions(Vec<Question>),
}

impl Content {
    /// Returns the non-empty ids of the questions.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let questions = match self {
            Self::None => [].as_slice(),
            Self::Questions(questions) => questions,
        };
        questions.iter().map(|question| question.id.as_str()).filter(|id| !id.is_empty())
    }
}
