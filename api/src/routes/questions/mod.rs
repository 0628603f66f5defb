//! The questions of a pack. Their answers are for accounts alone: in a session, a phone without one is
//! not a tap away from the truth.

pub mod add;
pub mod list;
pub mod remove;
pub mod rewrite;

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::Draft;
use wpp_library::packs::questions::StoredQuestion;

/// A question of a pack.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// Its key within the pack.
    question_id: String,
    /// All it says.
    #[serde(flatten)]
    draft: Draft,
}

impl From<StoredQuestion> for QuestionView {
    fn from(stored: StoredQuestion) -> Self {
        Self { question_id: stored.key, draft: stored.draft }
    }
}
