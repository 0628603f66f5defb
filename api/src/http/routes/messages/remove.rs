use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use wpp_runtime::chat::MessageId;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::SessionParticipant},
};

/// The second parameter of the path. [`SessionParticipant`] reads the code.
#[derive(Deserialize)]
pub struct MessagePath {
    message_id: MessageId,
}

/// Delete a message
///
/// Deletes a message for all participants. The host can delete every message, other participants only their own.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/messages/{message_id}", tag = "chat", operation_id = "remove_message",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("message_id" = String, Path, description = "The id of the message."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "The message was deleted, now or before."),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: another participant posted the message", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: the session has no such message", body = ProblemDetails),
    )
)]
pub async fn remove(
    State(app): State<App>,
    caller: SessionParticipant,
    Path(MessagePath { message_id }): Path<MessagePath>,
) -> Result<StatusCode, ApiError> {
    app.chat.remove(&caller.key(), &caller.participant, &message_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
