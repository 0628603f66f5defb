//! The picture or the sound of a question.

use sea_orm::{SelectTwo, entity::prelude::*};

#[sea_orm::model]
/// The use of one file by one question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question_media")]
pub struct Model {
    /// The question. A question has at most one picture or sound.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: i32,
    /// Id of the file.
    pub media_id: i32,
    /// Description for people who cannot perceive the medium; may be empty for a sound.
    pub alt: String,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<crate::question::Entity>,
    /// The file.
    #[sea_orm(belongs_to, from = "media_id", to = "id", on_delete = "Cascade")]
    pub media: BelongsTo<crate::media::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the media of these questions with their files, in no particular order.
    pub fn of_questions(questions: impl IntoIterator<Item = i32>) -> SelectTwo<Self, crate::media::Entity> {
        Self::find().filter(Column::QuestionId.is_in(questions)).find_also_related(crate::media::Entity)
    }
}
