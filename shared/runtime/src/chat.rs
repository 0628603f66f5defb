//! A session's chat: what people say to each other, in SQL, until the session is gone.
//!
//! # EphemeralPosition
//!
//! Messages of a session are numbered from 1, without a gap, in the order in which they are
//! committed: whoever appends first takes the row that counts, and so the next one waits. Whoever
//! has seen number *n* and then sees *n + 2* knows that it has missed one, and finds it here, for it
//! was committed before. So a message is stored first and told afterwards, and what a channel loses,
//! or a process that dies in between, is lost to nobody.
//!
//! A sender may name a message. The same name twice is the same message, stored once.
//!
//! # Life
//!
//! A chat belongs to one session: its code *and* the moment it was made, since a code may be drawn
//! again. It goes with the session; the newest [`KEPT`] messages are kept until then.

mod message;
mod read;
mod remove;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use wpp_entity::{chat, chat_message as message_row};
use wpp_game::{ids::SessionCode, session::Session, time::Timestamp};

use crate::db::Writer;

pub use self::{
    message::{ChatMessage, MessageId},
    read::{History, Page, Reading},
};

/// Messages of one session that are kept: an evening's worth and more.
pub const KEPT: i64 = 10_000;

/// Every so many messages, those beyond [`KEPT`] are let go.
const PRUNE_EVERY: i64 = 256;

/// The chats in SQL. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ChatLog {
    db: DatabaseConnection,
    writer: Writer,
}

/// The session a chat belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionKey {
    /// Its code.
    pub code: SessionCode,
    /// When it was made.
    pub born: Timestamp,
}

/// A message on its way in.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Who says it.
    pub sender_id: &'a str,
    /// What they are called.
    pub sender_name: &'a str,
    /// What they say, clean.
    pub content: &'a str,
    /// What they call it; the same twice is one message.
    pub client_id: Option<&'a str>,
    /// When.
    pub at: Timestamp,
}

/// A message that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// As it is told.
    pub message: ChatMessage,
    /// Whether it was stored just now; else its sender had said it before.
    pub is_new: bool,
}

impl SessionKey {
    /// The key of this session.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        Self { code: session.code().clone(), born: session.created_at() }
    }
}

impl ChatLog {
    /// The chats in `db`, written by `writer`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer) -> Self {
        Self { db, writer }
    }

    /// Stores a message, or finds the one its sender has named so before.
    ///
    /// # Errors
    /// When the database fails; the message may or may not be stored.
    pub async fn append(&self, session: &SessionKey, said: Said<'_>) -> Result<Appended, DbErr> {
        let writing = self.writer.begin().await?;
        let chat = next_number(&writing, session).await?;
        if let Some(client_id) = said.client_id {
            let known = message_row::Entity::with_client_id(chat.id, said.sender_id, client_id).one(&*writing).await?;
            if let Some(known) = known {
                // The number that was taken is given back: nothing of this is committed.
                return Ok(Appended { message: ChatMessage::of(session, known), is_new: false });
            }
        }
        let stored = message_row::ActiveModel {
            chat_id: Set(chat.id),
            number: Set(chat.last_number),
            sender_id: Set(said.sender_id.to_owned()),
            sender_name: Set(said.sender_name.to_owned()),
            content: Set(said.content.to_owned()),
            created_at: Set(said.at.millis()),
            removed: Set(false),
            client_id: Set(said.client_id.map(str::to_owned)),
        };
        let stored = stored.insert(&*writing).await?;
        if chat.last_number % PRUNE_EVERY == 0 {
            prune(&writing, chat.id, chat.last_number - KEPT).await?;
        }
        writing.commit().await?;
        Ok(Appended { message: ChatMessage::of(session, stored), is_new: true })
    }

    /// The session's chat, if anything was ever said.
    async fn chat(&self, session: &SessionKey) -> Result<Option<chat::Model>, DbErr> {
        chat::Entity::of_session(session.code.as_str(), session.born.millis()).one(&self.db).await
    }
}

/// Takes the next number of the session's chat, which begins with it if need be. Others who want
/// one wait until this transaction ends.
async fn next_number(row: &DatabaseTransaction, session: &SessionKey) -> Result<chat::Model, DbErr> {
    let first = chat::ActiveModel {
        code: Set(session.code.to_string()),
        born: Set(session.born.millis()),
        last_number: Set(1),
        ..Default::default()
    };
    let counted = Expr::col((chat::Entity, chat::Column::LastNumber)).add(1);
    let next = OnConflict::columns([chat::Column::Code, chat::Column::Born])
        .value(chat::Column::LastNumber, counted)
        .to_owned();
    chat::Entity::insert(first).on_conflict(next).exec_with_returning(row).await
}

/// Lets go of a chat's messages up to `number`.
async fn prune(row: &DatabaseTransaction, chat: i32, number: i64) -> Result<(), DbErr> {
    if number > 0 {
        message_row::Entity::delete_many()
            .filter(message_row::Column::ChatId.eq(chat))
            .filter(message_row::Column::Number.lte(number))
            .exec(row)
            .await?;
    }
    Ok(())
}
