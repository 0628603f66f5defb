//! One message of a session's chat.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat_message")]
pub struct Model {
    /// The chat it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chat_id: i32,
    /// Its place in the chat, from 1 and without a gap: who knows two neighbours has missed
    /// nothing between them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Who said it: a player's id, or the host's.
    pub sender_id: String,
    /// What they were called when they said it.
    pub sender_name: String,
    /// What they said; empty once it is removed.
    pub content: String,
    /// When it was taken, in ms since 1970.
    pub created_at: i64,
    /// Whether the host took it away. The row stays, so that the numbers keep their order.
    pub removed: bool,
    /// What its sender calls it, if anything: unique for them within the chat.
    pub client_id: Option<String>,
    /// The chat.
    #[sea_orm(belongs_to, from = "chat_id", to = "id", on_delete = "Cascade")]
    pub chat: BelongsTo<super::chat::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// What `sender` calls `client_id`.
    #[must_use]
    pub fn called(chat: i32, sender: &str, client_id: &str) -> Select<Self> {
        Self::find()
            .filter(Column::ChatId.eq(chat))
            .filter(Column::SenderId.eq(sender))
            .filter(Column::ClientId.eq(client_id))
    }

    /// The messages of a chat that are to be seen, the newest first.
    #[must_use]
    pub fn newest_first(chat: i32) -> Select<Self> {
        Self::of_chat(chat).filter(Column::Removed.eq(false)).order_by_desc(Column::Number)
    }

    /// All messages behind `number`, removed ones too, the oldest first.
    #[must_use]
    pub fn behind(chat: i32, number: i64, limit: u64) -> Select<Self> {
        Self::of_chat(chat).filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(limit)
    }

    /// Those of others, behind `number`, that are to be seen.
    #[must_use]
    pub fn unread(chat: i32, reader: &str, number: i64) -> Select<Self> {
        Self::of_chat(chat)
            .filter(Column::Number.gt(number))
            .filter(Column::Removed.eq(false))
            .filter(Column::SenderId.ne(reader))
    }

    /// All messages of a chat.
    #[must_use]
    pub fn of_chat(chat: i32) -> Select<Self> {
        Self::find().filter(Column::ChatId.eq(chat))
    }
}
