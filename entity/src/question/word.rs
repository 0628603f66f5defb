//! Words of a word list.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One word.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Id of its word list, a row of `question`.
    pub question_id: i32,
    /// Zero-based position within the list.
    pub position: i32,
    /// The word, 1–40 graphemes.
    pub text: String,
    /// The word list.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the words of these word lists, ordered by list and position.
    pub fn of_questions(questions: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::QuestionId.is_in(questions))
            .order_by_asc(Column::QuestionId)
            .order_by_asc(Column::Position)
    }
}
