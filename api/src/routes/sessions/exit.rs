use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_runtime::{chat::SessionKey, session_service::Receipt};

use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Host,
};

/// The end of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exited {
    /// What was deleted: all there was.
    deleted: Receipt,
}

/// Exit
///
/// Ends the session and deletes all of it. Its sockets hear `session.exited` and are closed
/// with 4005.
#[utoipa::path(
    post, path = "/api/sessions/{code}/exit", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Exited),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn exit(State(app): State<App>, Host(session): Host) -> Result<Json<Exited>, ApiError> {
    let deleted = app.sessions.exit(session.code()).await?;
    if let Some(owner) = session.owner()
        && let Err(error) = app.accounts.hosted().remove(owner, session.code()).await
    {
        // Whoever looks at the list takes out what is gone.
        tracing::warn!(code = %session.code(), %error, "a session stays in its owner's list");
    }
    // Should the process die here, a worker finds rows without a session and deletes them.
    let rows = app.chat.log.delete(&SessionKey::of(&session)).await?;
    if rows > 0 {
        tracing::info!(code = %session.code(), rows, "chat deleted");
    }
    Ok(Json(Exited { deleted: deleted.with_rows(rows) }))
}
