use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_runtime::chat::{ChatMessage, MessageId, Page};

use crate::{
    app::App,
    chat::{self, ReadUpTo, read_up_to},
    error::{ApiError, ProblemDetails},
    extract::{Participant, Query},
};

/// Messages of a page, unless the caller says how many.
const USUAL: u64 = 50;

/// Messages of a page at most.
const MOST: u64 = 200;

/// A part of the history.
#[derive(Debug, Serialize, ToSchema)]
pub struct Messages {
    /// The newest first; those taken away are left out.
    messages: Vec<ChatMessage>,
    /// What the next page, of older messages, is `before`; `null` at the beginning of the chat.
    next: Option<MessageId>,
    /// How far the caller has read.
    #[serde(flatten)]
    read: ReadUpTo,
}

/// Read the chat
///
/// What was said in the session, from the newest message back, page by page: each page's `next` is
/// the following one's `before`.
#[utoipa::path(
    get, path = "/api/sessions/{code}/messages", tag = "chat",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("before" = Option<String>, Query, description = "A message's id: only older ones."),
        ("limit" = Option<u64>, Query, description = "At most so many: 1 to 200, usually 50."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Messages),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the parameter and its bounds", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, caller: Participant, query: Query) -> Result<Json<Messages>, ApiError> {
    let session = caller.key();
    let limit = match query.get("limit").map(str::parse) {
        None => USUAL,
        Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
        Some(_) => {
            return Err(ApiError::new(ErrorCode::InvalidInput, format!("`limit` is a whole number from 1 to {MOST}."))
                .at("limit"));
        }
    };
    let before = query.get("before").map(|id| chat::number(&session, &MessageId::from_client(id))).transpose();
    let before = before.map_err(|problem| problem.at("before"))?;
    let history = app.chat.log.history(&session, Page { before, limit }).await?;
    Ok(Json(Messages {
        messages: history.messages,
        next: history.next.map(|number| MessageId::new(&session, number)),
        read: read_up_to(&app, &session, &caller.speaker, None).await?,
    }))
}
