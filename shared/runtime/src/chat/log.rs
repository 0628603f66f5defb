//! The chat messages of all sessions.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    sea_query::{self, Expr, Func, InsertStatement, OnConflict, Query},
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
        loop {
            if let Some(stored) = self.insert(session, &posted).await? {
                return Ok(Appended { message: ChatMessage::of(session, stored), is_new: true });
            }
            let Some(chat) = self.chat(session).await? else {
                self.create_chat(session).await?;
                continue;
            };
            if let Some(client_id) = posted.client_id {
                let known = message_row::Entity::with_client_id(chat.id, posted.sender_id, client_id);
                if let Some(known) = known.one(&self.db).await? {
                    return Ok(Appended { message: ChatMessage::of(session, known), is_new: false });
                }
            }
            // Another process took the number, so one of the two has stored its message.
        }
    }

    /// Stores a message with the next number. Returns `None` if there is no chat, or if the number or the client id exists.
    async fn insert(
        &self,
        session: &SessionKey,
        posted: &PostedMessage<'_>,
    ) -> Result<Option<message_row::Model>, DbErr> {
        let statement = insertion(session, posted).map_err(|error| DbErr::Custom(error.to_string()))?;
        let turn = self.writer.statement().await?;
        let stored = message_row::Model::find_by_statement(turn.get_database_backend().build(&statement));
        // Reads to the end: SQLite commits after the last row, and a failure to commit must reach the caller.
        let stored = stored.all(&*turn).await?.pop();
        if let Some(stored) = stored.as_ref().filter(|stored| stored.number % PRUNE_INTERVAL == 0) {
            prune(&turn, stored.chat_id, stored.number - MAX_MESSAGES).await?;
        }
        Ok(stored)
    }

    /// Creates the session's chat, unless it exists.
    async fn create_chat(&self, session: &SessionKey) -> Result<(), DbErr> {
        let chat = chat::ActiveModel {
            code: Set(session.code.to_string()),
            born: Set(session.born.millis()),
            ..Default::default()
        };
        let turn = self.writer.statement().await?;
        let unless_exists = OnConflict::new().do_nothing().to_owned();
        chat::Entity::insert(chat).on_conflict(unless_exists).exec_without_returning(&*turn).await.map(drop)
    }

    /// Returns the session's chat, or `None` before the first message.
    pub(super) async fn chat(&self, session: &SessionKey) -> Result<Option<chat::Model>, DbErr> {
        chat::Entity::of_session(session.code.as_str(), session.born.millis()).one(&self.db).await
    }
}

/// Returns the statement that stores a message: a round trip to the database is most of the cost of a message.
fn insertion(session: &SessionKey, posted: &PostedMessage<'_>) -> Result<InsertStatement, sea_query::error::Error> {
    use message_row::Column;

    let last = Query::select()
        .expr(Func::max(Expr::col((message_row::Entity, Column::Number))))
        .from(message_row::Entity)
        .and_where(Expr::col((message_row::Entity, Column::ChatId)).equals((chat::Entity, chat::Column::Id)))
        .take();
    let next = Expr::from(Func::coalesce([Expr::from(last), Expr::val(0_i64)])).add(1_i64);
    let row = Query::select()
        .column((chat::Entity, chat::Column::Id))
        .exprs([
            next,
            Expr::val(posted.sender_id),
            Expr::val(posted.sender_name),
            Expr::val(posted.content),
            Expr::val(posted.at.millis()),
            Expr::val(false),
            Expr::val(posted.client_id),
        ])
        .from(chat::Entity)
        .and_where(chat::Column::Code.eq(session.code.as_str()))
        .and_where(chat::Column::Born.eq(session.born.millis()))
        .take();
    let columns = [
        Column::ChatId,
        Column::Number,
        Column::SenderId,
        Column::SenderName,
        Column::Content,
        Column::CreatedAt,
        Column::Removed,
        Column::ClientId,
    ];
    let mut statement = Query::insert();
    statement.into_table(message_row::Entity).columns(columns).select_from(row)?;
    Ok(statement.on_conflict(OnConflict::new().do_nothing().to_owned()).returning_all().take())
}

/// Deletes a chat's messages up to and including `number`.
async fn prune(db: &DatabaseConnection, chat: i32, number: i64) -> Result<(), DbErr> {
    if number > 0 {
        message_row::Entity::delete_many()
            .filter(message_row::Column::ChatId.eq(chat))
            .filter(message_row::Column::Number.lte(number))
            .exec(db)
            .await?;
    }
    Ok(())
}
