//! Reading a chat: pages of its history, missed messages, and read markers.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use wpp_entity::{chat_message, chat_reader};
use wpp_game::time::Timestamp;

use super::{log::ChatLog, message::ChatMessage, session_key::SessionKey};

/// A requested part of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Exclusive upper bound of the messages' numbers.
    pub before: Option<i64>,
    /// Maximum number of messages.
    pub limit: u64,
}

/// A part of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The messages, newest first, without removed ones.
    pub messages: Vec<ChatMessage>,
    /// [`Page::before`] of the next page; `None` when this is the last page.
    pub next: Option<i64>,
}

/// A reader's position in a chat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadMarker {
    /// Number of the last message read; 0 for none.
    pub number: i64,
    /// Number of later messages from others.
    pub unread: u64,
}

impl ChatLog {
    /// Returns a page of the history.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history(&self, session: &SessionKey, page: Page) -> Result<History, DbErr> {
        let Some(chat) = self.chat(session).await? else {
            return Ok(History { messages: Vec::new(), next: None });
        };
        let mut rows = chat_message::Entity::newest_first(chat.id);
        if let Some(before) = page.before {
            rows = rows.filter(chat_message::Column::Number.lt(before));
        }
        // One row more than requested shows whether there is a next page.
        let mut rows = rows.limit(page.limit.saturating_add(1)).all(&self.db).await?;
        let has_more = rows.len() as u64 > page.limit;
        rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        let next = rows.last().map(|row| row.number).filter(|_| has_more);
        Ok(History { messages: rows.into_iter().map(|row| ChatMessage::of(session, row)).collect(), next })
    }

    /// Returns up to `limit` messages with higher numbers than `number`, oldest first, including removed ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_after(
        &self,
        session: &SessionKey,
        number: i64,
        limit: u64,
    ) -> Result<Vec<ChatMessage>, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(Vec::new()) };
        let rows = chat_message::Entity::behind(chat.id, number, limit).all(&self.db).await?;
        Ok(rows.into_iter().map(|row| ChatMessage::of(session, row)).collect())
    }

    /// Returns the number of the last message; 0 before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_number(&self, session: &SessionKey) -> Result<i64, DbErr> {
        Ok(self.last(session).await?.map_or(0, |last| last.number))
    }

    /// Returns the time of the last message; `None` before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_message_at(&self, session: &SessionKey) -> Result<Option<Timestamp>, DbErr> {
        Ok(self.last(session).await?.map(|last| Timestamp::from_millis(last.created_at)))
    }

    async fn last(&self, session: &SessionKey) -> Result<Option<chat_message::Model>, DbErr> {
        chat_message::Entity::last_of_session(session.code.as_str(), session.born.millis()).one(&self.db).await
    }

    /// Returns the read marker of `reader`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_marker(&self, session: &SessionKey, reader: &str) -> Result<ReadMarker, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(ReadMarker::default()) };
        let row = chat_reader::Entity::find_by_id((chat.id, reader.to_owned())).one(&self.db).await?;
        let number = row.map_or(0, |row| row.number);
        let unread = chat_message::Entity::unread(chat.id, reader, number).count(&self.db).await?;
        Ok(ReadMarker { number, unread })
    }

    /// Moves the read marker of `reader` to `number` and returns the marker. A number below the marker, or above
    /// the last message, changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_read(&self, session: &SessionKey, reader: &str, number: i64) -> Result<ReadMarker, DbErr> {
        if let Some(last) = self.last(session).await?.filter(|last| (1..=last.number).contains(&number)) {
            let row = chat_reader::ActiveModel {
                chat_id: Set(last.chat_id),
                reader_id: Set(reader.to_owned()),
                number: Set(number),
            };
            let (known, column) = ((chat_reader::Entity, chat_reader::Column::Number), chat_reader::Column::Number);
            let if_higher = OnConflict::columns([chat_reader::Column::ChatId, chat_reader::Column::ReaderId])
                .update_column(column)
                .action_and_where(Expr::col(known).lt(number))
                .to_owned();
            let transaction = self.writer.begin().await?;
            chat_reader::Entity::insert(row).on_conflict(if_higher).exec_without_returning(&*transaction).await?;
            transaction.commit().await?;
        }
        self.read_marker(session, reader).await
    }
}
