use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_runtime::chat::ChatMessage;

use crate::{
    app::App,
    chat::{Saying, say},
    error::{ApiError, ProblemDetails},
    extract::{Json, Participant},
};

/// Something to say.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SayMessage {
    /// 1 to 2000 characters, not blank, without control characters; it may have several lines.
    #[schema(min_length = 1)]
    content: String,
    /// Names this message: the same id twice is one message, with the same answer.
    #[serde(default)]
    id: Option<String>,
}

/// Say something
///
/// Does what a message over the socket does: everybody who takes part is told.
#[utoipa::path(
    post, path = "/api/sessions/{code}/messages", tag = "chat", request_body = SayMessage,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = ChatMessage),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`, `profanity`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn post(
    State(app): State<App>,
    caller: Participant,
    Json(SayMessage { content, id }): Json<SayMessage>,
) -> Result<(StatusCode, axum::Json<ChatMessage>), ApiError> {
    let saying = Saying { content: &content, client_id: id.as_deref() };
    let taken = say(&app, &caller.key(), &caller.speaker, saying).await?;
    Ok((StatusCode::CREATED, axum::Json(taken.message)))
}
