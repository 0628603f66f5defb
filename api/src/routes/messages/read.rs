use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_runtime::chat::MessageId;

use crate::{
    app::App,
    chat::{ReadUpTo, read_up_to},
    error::{ApiError, ProblemDetails},
    extract::{Json, Participant},
};

/// How far somebody has read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MarkRead {
    /// The last message they have seen.
    message_id: MessageId,
}

/// Mark as read
///
/// Up to this message. Nobody un-reads: an older message than the one noted changes nothing.
#[utoipa::path(
    put, path = "/api/sessions/{code}/messages/read", tag = "chat", request_body = MarkRead,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ReadUpTo),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: not a participant", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: no message of this session", body = ProblemDetails),
    )
)]
pub async fn read(
    State(app): State<App>,
    caller: Participant,
    Json(MarkRead { message_id }): Json<MarkRead>,
) -> Result<axum::Json<ReadUpTo>, ApiError> {
    Ok(axum::Json(read_up_to(&app, &caller.key(), &caller.speaker, Some(&message_id)).await?))
}
