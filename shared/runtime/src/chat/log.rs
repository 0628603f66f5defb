//! The chat messages of all sessions.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use wpp_entity::{chat, chat_message as message_row};

use super::{message::ChatMessage, session_key::SessionKey};
use crate::db::Writer;
use wpp_game::time::Timestamp;

/// Messages kept per session: more than one evening's worth.
pub const MAX_MESSAGES: i64 = 10_000;

/// Messages between two prunings to [`MAX_MESSAGES`].
const PRUNE_INTERVAL: i64 = 256;

/// Chat messages in SQL. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ChatLog {
    pub(super) db: DatabaseConnection,
    pub(super) writer: Writer,
}

/// A message to store.
#[derive(Debug, Clone, Copy)]
pub struct PostedMessage<'a> {
    /// The sender: a player's id, or `host`.
    pub sender_id: &'a str,
    /// The sender's current nickname.
    pub sender_name: &'a str,
    /// The text, validated and cleaned.
    pub content: &'a str,
    /// The sender's id for the message. Repeating an id stores nothing.
    pub client_id: Option<&'a str>,
    /// Time of the post.
    pub at: Timestamp,
}

/// A stored message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The message as clients receive it.
    pub message: ChatMessage,
    /// Whether this call stored the message; `false` when the sender had posted it before.
    pub is_new: bool,
}

impl ChatLog {
    /// Returns the chat messages in `db`, written by `writer`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer) -> Self {
        Self { db, writer }
    }

    /// Stores a message, or returns the one that its sender has posted with the same `client_id`.
    ///
    /// # Errors
    /// When the database fails; the message may be stored.
    pub async fn append(&self, session: &SessionKey, posted: PostedMessage<'_>) -> Result<Appended, DbErr> {
        let transaction = self.writer.begin().await?;
        let chat = next_number(&transaction, session).await?;
        if let Some(client_id) = posted.client_id {
            let known =
                message_row::Entity::with_client_id(chat.id, posted.sender_id, client_id).one(&*transaction).await?;
            if let Some(known) = known {
                // The dropped transaction rolls the number back.
                return Ok(Appended { message: ChatMessage::of(session, known), is_new: false });
            }
        }
        let stored = message_row::ActiveModel {
            chat_id: Set(chat.id),
            number: Set(chat.last_number),
            sender_id: Set(posted.sender_id.to_owned()),
            sender_name: Set(posted.sender_name.to_owned()),
            content: Set(posted.content.to_owned()),
            created_at: Set(posted.at.millis()),
            removed: Set(false),
            client_id: Set(posted.client_id.map(str::to_owned)),
        };
        let stored = stored.insert(&*transaction).await?;
        if chat.last_number % PRUNE_INTERVAL == 0 {
            prune(&transaction, chat.id, chat.last_number - MAX_MESSAGES).await?;
        }
        transaction.commit().await?;
        Ok(Appended { message: ChatMessage::of(session, stored), is_new: true })
    }

    /// Returns the session's chat, or `None` before the first message.
    pub(super) async fn chat(&self, session: &SessionKey) -> Result<Option<chat::Model>, DbErr> {
        chat::Entity::of_session(session.code.as_str(), session.born.millis()).one(&self.db).await
    }
}

/// Takes the next number of the session's chat, which the first number creates. Concurrent callers wait for
/// the end of this transaction.
async fn next_number(transaction: &DatabaseTransaction, session: &SessionKey) -> Result<chat::Model, DbErr> {
    let first = chat::ActiveModel {
        code: Set(session.code.to_string()),
        born: Set(session.born.millis()),
        last_number: Set(1),
        ..Default::default()
    };
    let incremented = Expr::col((chat::Entity, chat::Column::LastNumber)).add(1);
    let next = OnConflict::columns([chat::Column::Code, chat::Column::Born])
        .value(chat::Column::LastNumber, incremented)
        .to_owned();
    chat::Entity::insert(first).on_conflict(next).exec_with_returning(transaction).await
}

/// Deletes a chat's messages up to and including `number`.
async fn prune(transaction: &DatabaseTransaction, chat: i32, number: i64) -> Result<(), DbErr> {
    if number > 0 {
        message_row::Entity::delete_many()
            .filter(message_row::Column::ChatId.eq(chat))
            .filter(message_row::Column::Number.lte(number))
            .exec(transaction)
            .await?;
    }
    Ok(())
}
