//! Taking a message away, and the end of a chat.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use wpp_entity::{chat, chat_message, chat_reader};
use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{ChatLog, ChatMessage, SessionKey};

impl ChatLog {
    /// One message, taken away or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message(&self, session: &SessionKey, number: i64) -> Result<Option<ChatMessage>, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(None) };
        let row = chat_message::Entity::find_by_id((chat.id, number)).one(&self.db).await?;
        Ok(row.map(|row| ChatMessage::of(session, row)))
    }

    /// Takes what a message says away for good; that there was one stays. Repeating it is harmless,
    /// and a message that never was is left alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, session: &SessionKey, number: i64) -> Result<(), DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(()) };
        let writing = self.writer.begin().await?;
        if let Some(row) = chat_message::Entity::find_by_id((chat.id, number)).one(&*writing).await? {
            let mut row = row.into_active_model();
            (row.removed, row.content) = (Set(true), Set(String::new()));
            row.update(&*writing).await?;
        }
        writing.commit().await
    }

    /// Deletes all of a session's chat and returns how many rows that were. Repeating it is harmless.
    ///
    /// # Errors
    /// When the database fails; nothing is deleted then.
    pub async fn delete(&self, session: &SessionKey) -> Result<u64, DbErr> {
        let writing = self.writer.begin().await?;
        let found = chat::Entity::of_session(session.code.as_str(), session.born.millis()).one(&*writing).await?;
        let Some(found) = found else { return Ok(0) };
        let messages = chat_message::Entity::of_chat(found.id).count(&*writing).await?;
        let readers = chat_reader::Entity::delete_many()
            .filter(chat_reader::Column::ChatId.eq(found.id))
            .exec(&*writing)
            .await?
            .rows_affected;
        // Its messages go with it.
        let chats = chat::Entity::delete_by_id(found.id).exec(&*writing).await?.rows_affected;
        writing.commit().await?;
        Ok(chats + messages + readers)
    }

    /// The sessions of up to `limit` chats behind the row `place`, with the rows' own numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, place: i32, limit: u64) -> Result<Vec<(i32, SessionKey)>, DbErr> {
        let chats = chat::Entity::behind(place, limit).all(&self.db).await?;
        let key = |row: chat::Model| {
            let code = SessionCode::parse(&row.code)?;
            Some((row.id, SessionKey { code, born: Timestamp::from_millis(row.born) }))
        };
        Ok(chats.into_iter().filter_map(key).collect())
    }
}
