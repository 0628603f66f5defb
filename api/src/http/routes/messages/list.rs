use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_runtime::chat::{ChatMessage, MessageId, Page};

use crate::{
    app::App,
    chat::{ReadUpTo, message_number},
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Query, SessionParticipant},
        routes::page_size,
    },
};

/// Maximum number of messages per page.
const MAX_LIMIT: u64 = 200;

/// A page of the history.
#[derive(Debug, Serialize, ToSchema)]
pub struct Messages {
    /// The messages, newest first. Deleted messages are left out.
    messages: Vec<ChatMessage>,
    /// The value of `before` for the next page, which has older messages; `null` on the last page.
    next: Option<MessageId>,
    /// The caller's read position.
    #[serde(flatten)]
    read: ReadUpTo,
}

/// Read the chat
///
/// Returns the messages of the session in pages, newest first. Pass `next` of a page as `before` of the following page.
#[utoipa::path(
    get, path = "/api/sessions/{code}/messages", tag = "chat", operation_id = "list_messages",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("before" = Option<String>, Query, description = "The id of a message. Returns only older messages."),
        ("limit" = Option<u64>, Query, description = "Messages per page. The default is 50.", minimum = 1, maximum = 200),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Messages),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the parameter and its bounds", body = ProblemDetails),
    )
)]
pub async fn list(
    State(app): State<App>,
    caller: SessionParticipant,
    query: Query,
) -> Result<Json<Messages>, ApiError> {
    let session = caller.key();
    let limit = page_size(&query, MAX_LIMIT)?;
    let before = query.get("before").map(|id| message_number(&session, &MessageId::from_client(id))).transpose();
    let before = before.map_err(|error| error.at("before"))?;
    let history = app.chat.log().history(&session, Page { before, limit }).await?;
    Ok(Json(Messages {
        messages: history.messages,
        next: history.next.map(|number| MessageId::new(&session, number)),
        read: app.chat.read_up_to(&session, &caller.participant, None).await?,
    }))
}
