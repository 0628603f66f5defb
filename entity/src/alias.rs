//! Another spelling of a question's answer: a player who writes it has written the truth.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One alias.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alias")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The question it belongs to.
    pub question_id: i32,
    /// Its place among the aliases of its question, from 0.
    pub position: i32,
    /// The spelling.
    pub text: String,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The aliases of these questions, each question's in its own order.
    pub fn of_questions(questions: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::QuestionId.is_in(questions))
            .order_by_asc(Column::QuestionId)
            .order_by_asc(Column::Position)
    }
}
