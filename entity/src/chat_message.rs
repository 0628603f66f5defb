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
    /// Number within the chat, from 1 and without gaps, so that a client can detect missed messages.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Id of the sender: a player id or the host's id.
    pub sender_id: String,
    /// The sender's display name at the time of sending.
    pub sender_name: String,
    /// The text, 1–2000 characters; empty after removal.
    pub content: String,
    /// Time of acceptance, in ms since 1970.
    pub created_at: i64,
    /// Whether the host removed the message. The row remains so that numbers have no gaps.
    pub removed: bool,
    /// Message id chosen by the client, unique for one sender within the chat.
    pub client_id: Option<String>,
    /// The chat.
    #[sea_orm(belongs_to, from = "chat_id", to = "id", on_delete = "Cascade")]
    pub chat: BelongsTo<super::chat::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the message of `sender` with this client id.
    #[must_use]
    pub fn with_client_id(chat: i32, sender: &str, client_id: &str) -> Select<Self> {
        Self::find()
            .filter(Column::ChatId.eq(chat))
            .filter(Column::SenderId.eq(sender))
            .filter(Column::ClientId.eq(client_id))
    }

    /// Selects the last message of the session with `code` that was created at `born`. It may be removed.
    #[must_use]
    pub fn last_of_session(code: &str, born: i64) -> Select<Self> {
        Self::find()
            .inner_join(super::chat::Entity)
            .filter(super::chat::Column::Code.eq(code))
            .filter(super::chat::Column::Born.eq(born))
            .order_by_desc(Column::Number)
            .limit(1)
    }

    /// Selects the visible messages of a chat, newest first.
    #[must_use]
    pub fn newest_first(chat: i32) -> Select<Self> {
        Self::of_chat(chat).filter(Column::Removed.eq(false)).order_by_desc(Column::Number)
    }

    /// Selects up to `limit` messages above `number`, including removed ones, oldest first.
    #[must_use]
    pub fn behind(chat: i32, number: i64, limit: u64) -> Select<Self> {
        Self::of_chat(chat).filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(limit)
    }

    /// Selects the visible messages above `number` that `reader` did not send.
    #[must_use]
    pub fn unread(chat: i32, reader: &str, number: i64) -> Select<Self> {
        Self::of_chat(chat)
            .filter(Column::Number.gt(number))
            .filter(Column::Removed.eq(false))
            .filter(Column::SenderId.ne(reader))
    }

    /// Selects every message of a chat.
    #[must_use]
    pub fn of_chat(chat: i32) -> Select<Self> {
        Self::find().filter(Column::ChatId.eq(chat))
    }
}
