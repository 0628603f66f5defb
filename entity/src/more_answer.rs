//! Answers of a question after its first: the other right answers of `several`, the later items of `order`.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "more_answer")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Id of its question.
    pub question_id: i32,
    /// Zero-based position after the first answer of the question.
    pub position: i32,
    /// The answer, 1–80 graphemes.
    pub text: String,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the further answers of these questions, ordered by question and position.
    pub fn of_questions(questions: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::QuestionId.is_in(questions))
            .order_by_asc(Column::QuestionId)
            .order_by_asc(Column::Position)
    }
}
