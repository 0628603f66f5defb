//! One session's chat: numbers its messages, and is gone with it.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One session's chat. It exists from the session's first message on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The session's code.
    pub code: String,
    /// When the session was made, in ms since 1970: a code may be drawn again after its session is
    /// gone, and the new one must not see what the old one said.
    pub born: i64,
    /// The number of the last message.
    pub last_number: i64,
    /// What was said.
    #[sea_orm(has_many)]
    pub messages: HasMany<super::chat_message::Entity>,
    /// Who has read how far.
    #[sea_orm(has_many)]
    pub readers: HasMany<super::chat_reader::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The chat of the session that had `code` and was made at `born`.
    #[must_use]
    pub fn of_session(code: &str, born: i64) -> Select<Self> {
        Self::find().filter(Column::Code.eq(code)).filter(Column::Born.eq(born))
    }

    /// Up to `limit` chats behind the row `id`, in the order of their rows.
    #[must_use]
    pub fn behind(id: i32, limit: u64) -> Select<Self> {
        Self::find().filter(Column::Id.gt(id)).order_by_asc(Column::Id).limit(limit)
    }
}
