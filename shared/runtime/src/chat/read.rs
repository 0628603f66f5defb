//! Reading a chat: its history by pages, what a listener missed, and who has read how far.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use wpp_entity::{chat_message, chat_reader};
use wpp_game::time::Timestamp;

use super::{ChatLog, ChatMessage, SessionKey};

/// Which part of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Only messages with lower numbers.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u64,
}

/// A part of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The messages, the newest first, without those taken away.
    pub messages: Vec<ChatMessage>,
    /// What the next page is `before`; `None` when this is the beginning.
    pub next: Option<i64>,
}

/// How far somebody has read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// The last message they have read; 0 for none.
    pub number: i64,
    /// Messages of others behind it.
    pub unread: u64,
}

impl ChatLog {
    /// A page of the history.
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
        // One more than asked for tells whether there is a next page.
        let mut rows = rows.limit(page.limit.saturating_add(1)).all(&self.db).await?;
        let more = rows.len() as u64 > page.limit;
        rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        let next = rows.last().map(|row| row.number).filter(|_| more);
        Ok(History { messages: rows.into_iter().map(|row| ChatMessage::of(session, row)).collect(), next })
    }

    /// Up to `limit` messages behind `number`, the oldest first, those taken away among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn behind(&self, session: &SessionKey, number: i64, limit: u64) -> Result<Vec<ChatMessage>, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(Vec::new()) };
        let rows = chat_message::Entity::behind(chat.id, number, limit).all(&self.db).await?;
        Ok(rows.into_iter().map(|row| ChatMessage::of(session, row)).collect())
    }

    /// The number of the last message; 0 before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_number(&self, session: &SessionKey) -> Result<i64, DbErr> {
        Ok(self.chat(session).await?.map_or(0, |chat| chat.last_number))
    }

    /// When the last message was taken; `None` before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_message_at(&self, session: &SessionKey) -> Result<Option<Timestamp>, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(None) };
        let last = chat_message::Entity::find_by_id((chat.id, chat.last_number)).one(&self.db).await?;
        Ok(last.map(|row| Timestamp::from_millis(row.created_at)))
    }

    /// How far `reader` has read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reading(&self, session: &SessionKey, reader: &str) -> Result<Reading, DbErr> {
        let Some(chat) = self.chat(session).await? else { return Ok(Reading::default()) };
        let place = chat_reader::Entity::find_by_id((chat.id, reader.to_owned())).one(&self.db).await?;
        let number = place.map_or(0, |place| place.number);
        let unread = chat_message::Entity::unread(chat.id, reader, number).count(&self.db).await?;
        Ok(Reading { number, unread })
    }

    /// Notes that `reader` has read up to `number`, and returns how far they have. Nobody un-reads:
    /// a lower number than the one noted changes nothing, nor does one that is not there yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_read(&self, session: &SessionKey, reader: &str, number: i64) -> Result<Reading, DbErr> {
        let chat = self.chat(session).await?;
        if let Some(chat) = chat.filter(|chat| (1..=chat.last_number).contains(&number)) {
            let place = chat_reader::ActiveModel {
                chat_id: Set(chat.id),
                reader_id: Set(reader.to_owned()),
                number: Set(number),
            };
            let (known, column) = ((chat_reader::Entity, chat_reader::Column::Number), chat_reader::Column::Number);
            let further = OnConflict::columns([chat_reader::Column::ChatId, chat_reader::Column::ReaderId])
                .update_column(column)
                .action_and_where(Expr::col(known).lt(number))
                .to_owned();
            let writing = self.writer.begin().await?;
            chat_reader::Entity::insert(place).on_conflict(further).exec_without_returning(&*writing).await?;
            writing.commit().await?;
        }
        self.reading(session, reader).await
    }
}
