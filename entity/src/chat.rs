//! The chat of one session.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One chat. The row is inserted with the session's first message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The session's code.
    pub code: String,
    /// Creation time of the session, in ms since 1970. A code can be reused after its session ends;
    /// code and time together identify one session.
    pub born: i64,
    /// The messages.
    #[sea_orm(has_many)]
    pub messages: HasMany<super::chat_message::Entity>,
    /// The read positions.
    #[sea_orm(has_many)]
    pub readers: HasMany<super::chat_reader::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the chat of the session with `code` that was created at `born`.
    #[must_use]
    pub fn of_session(code: &str, born: i64) -> Select<Self> {
        Self::find().filter(Column::Code.eq(code)).filter(Column::Born.eq(born))
    }

    /// Selects up to `limit` chats with a row id above `id`, ordered by row id.
    #[must_use]
    pub fn behind(id: i32, limit: u64) -> Select<Self> {
        Self::find().filter(Column::Id.gt(id)).order_by_asc(Column::Id).limit(limit)
    }
}
