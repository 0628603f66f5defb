//! What a cartridge may ask the platform to load before a game, and what it gets.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a cartridge needs from the question packs for one game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentNeed {
    /// Nothing: the game brings all it needs.
    None,
    /// `count` different fill-the-blank questions.
    Questions {
        /// How many.
        count: usize,
        /// Only questions marked fit for children.
        family_friendly: bool,
    },
}

/// One fill-the-blank fact with all that a game needs of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// The sentence, its gap written as `____`.
    pub prompt: String,
    /// What the gap hides.
    pub answer: String,
    /// Other spellings of the answer; a lie that equals one is refused as the truth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible lies, used when players' lies are few or as "lie for me".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// A word or two shown above the prompt.
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
