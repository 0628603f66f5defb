//! Removal of a message, and deletion of a whole chat.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use wpp_entity::{chat, chat_message, chat_reader};
use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{log::ChatLog, message::ChatMessage, session_key::SessionKey};

impl ChatLog {
    /// Returns one message, which may be removed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message(&self, session: &SessionKey, number: i64) -> Result<Option<ChatMessage>, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(None) };
        let row = chat_message::Entity::find_by_id((chat.id, number)).one(&self.db).await?;
        Ok(row.map(|row| ChatMessage::of(session, row)))
    }

    /// Deletes the content of a message and marks the message as removed. Does nothing for an unknown message.
    /// Repeating it is harmless.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, session: &SessionKey, number: i64) -> Result<(), DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(()) };
        let transaction = self.writer.begin().await?;
        if let Some(row) = chat_message::Entity::find_by_id((chat.id, number)).one(&*transaction).await? {
            let mut row = row.into_active_model();
            (row.removed, row.content) = (Set(true), Set(String::new()));
            row.update(&*transaction).await?;
        }
        transaction.commit().await
    }

    /// Deletes a session's chat and returns the number of deleted rows. Repeating it is harmless.
    ///
    /// # Errors
    /// When the database fails; nothing is deleted then.
    pub async fn delete(&self, session: &SessionKey) -> Result<u64, DbErr> {
        let transaction = self.writer.begin().await?;
        let chat = chat::Entity::of_session(session.code.as_str(), session.born.millis()).one(&*transaction).await?;
        let Some(chat) = chat else { return Ok(0) };
        let messages = chat_message::Entity::of_chat(chat.id).count(&*transaction).await?;
        let readers = chat_reader::Entity::delete_many()
            .filter(chat_reader::Column::ChatId.eq(chat.id))
            .exec(&*transaction)
            .await?
            .rows_affected;
        // A foreign key deletes the messages too.
        let chats = chat::Entity::delete_by_id(chat.id).exec(&*transaction).await?.rows_affected;
        transaction.commit().await?;
        Ok(chats + messages + readers)
    }

    /// Returns the sessions of up to `limit` chats with row ids above `row`, with their row ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, row: i32, limit: u64) -> Result<Vec<(i32, SessionKey)>, DbErr> {
        let chats = chat::Entity::behind(row, limit).all(&self.db).await?;
        let key = |row: chat::Model| {
            let code = SessionCode::parse(&row.code)?;
            Some((row.id, SessionKey { code, born: Timestamp::from_millis(row.born) }))
        };
        Ok(chats.into_iter().filter_map(key).collect())
    }
}
