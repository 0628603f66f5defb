use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_runtime::chat::MessageId;

use crate::{
    app::App,
    chat::ReadUpTo,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Json, SessionParticipant},
    },
};

/// A new read position.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MarkRead {
    /// The last message that the caller has read.
    message_id: MessageId,
}

/// Mark as read
///
/// Moves the caller's read position to this message. The position never moves back.
#[utoipa::path(
    put, path = "/api/sessions/{code}/messages/read", tag = "chat", request_body = MarkRead,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ReadUpTo),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the session has no such message", body = ProblemDetails),
    )
)]
pub async fn read(
    State(app): State<App>,
    caller: SessionParticipant,
    Json(MarkRead { message_id }): Json<MarkRead>,
) -> Result<axum::Json<ReadUpTo>, ApiError> {
    Ok(axum::Json(app.chat.read_up_to(&caller.key(), &caller.participant, Some(&message_id)).await?))
}
