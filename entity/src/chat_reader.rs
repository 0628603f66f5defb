//! How far one person has read a session's chat.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One person's place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat_reader")]
pub struct Model {
    /// The chat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chat_id: i32,
    /// Who reads.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reader_id: String,
    /// The last message they have read.
    pub number: i64,
    /// The chat.
    #[sea_orm(belongs_to, from = "chat_id", to = "id", on_delete = "Cascade")]
    pub chat: BelongsTo<super::chat::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
