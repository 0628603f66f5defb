use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_runtime::chat::ChatMessage;

use crate::{
    app::App,
    chat::NewMessage,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Json, SessionParticipant},
    },
};

/// A message to post.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SayMessage)]
pub struct PostMessage {
    /// The text: 1 to 2000 characters, not blank, without control characters. Line breaks are permitted.
    #[schema(min_length = 1)]
    content: String,
    /// The client's id of the message. A repeated id returns the stored message.
    #[serde(default)]
    id: Option<String>,
}

/// Post a message
///
/// Sends a message to all participants, like a message over a socket.
#[utoipa::path(
    post, path = "/api/sessions/{code}/messages", tag = "chat", operation_id = "post_message", request_body = PostMessage,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = ChatMessage),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`, `profanity`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn post(
    State(app): State<App>,
    caller: SessionParticipant,
    Json(PostMessage { content, id }): Json<PostMessage>,
) -> Result<(StatusCode, axum::Json<ChatMessage>), ApiError> {
    let new = NewMessage { content: &content, client_id: id.as_deref() };
    let posted = app.chat.post_message_in(&caller.session, &caller.participant, new).await?;
    Ok((StatusCode::CREATED, axum::Json(posted.message)))
}
