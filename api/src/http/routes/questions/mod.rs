//! The questions of a pack. They require an account, because they contain the answers: players of a running game should
//! not find them with one tap.

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
    /// The key of the question within the pack.
    question_id: String,
    /// The text, the answer and the other fields of the question.
    #[serde(flatten)]
    draft: Draft,
}

impl From<StoredQuestion> for QuestionView {
    fn from(stored: StoredQuestion) -> Self {
        Self { question_id: stored.key, draft: stored.draft }
    }
}
