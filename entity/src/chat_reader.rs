//! Read positions: the last message that each participant of a chat has read.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One read position.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat_reader")]
pub struct Model {
    /// The chat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chat_id: i32,
    /// Id of the participant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reader_id: String,
    /// Number of the last message read.
    pub number: i64,
    /// The chat.
    #[sea_orm(belongs_to, from = "chat_id", to = "id", on_delete = "Cascade")]
    pub chat: BelongsTo<super::chat::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
