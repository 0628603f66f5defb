//! Accepted spellings of a question's answer. A player who submits one has submitted the truth.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One alias.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alias")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Id of its question.
    pub question_id: i32,
    /// Zero-based position among the aliases of the question.
    pub position: i32,
    /// The spelling, 1–80 graphemes.
    pub text: String,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the aliases of these questions, ordered by question and position.
    pub fn of_questions(questions: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::QuestionId.is_in(questions))
            .order_by_asc(Column::QuestionId)
            .order_by_asc(Column::Position)
    }
}
