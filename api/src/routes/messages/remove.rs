use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use wpp_runtime::chat::MessageId;

use crate::{
    app::App,
    chat,
    error::{ApiError, ProblemDetails},
    extract::Participant,
};

/// The path's second part; the code is the participant's business.
#[derive(Deserialize)]
pub struct Named {
    message_id: MessageId,
}

/// Take a message away
///
/// For everybody and for good: the host may do so with each message, everybody with their own.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/messages/{message_id}", tag = "chat",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("message_id" = String, Path, description = "Which."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "It is gone; so it is if it was gone already."),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: somebody else's message", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no such message", body = ProblemDetails),
    )
)]
pub async fn remove(
    State(app): State<App>,
    caller: Participant,
    Path(Named { message_id }): Path<Named>,
) -> Result<StatusCode, ApiError> {
    chat::remove(&app, &caller.key(), &caller.speaker, &message_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
