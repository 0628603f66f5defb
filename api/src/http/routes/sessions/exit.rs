use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::session::Session;
use wpp_runtime::{chat::SessionKey, session_service::Receipt, telemetry::chain};

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::HostOrVip},
};

/// The result of ending a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exited {
    /// The number of deleted records, by store.
    deleted: Receipt,
}

/// Exit
///
/// Ends the session and deletes all its data. Its sockets receive `session.exited` and are closed with 4005.
#[utoipa::path(
    post, path = "/api/sessions/{code}/exit", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Exited),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn exit(State(app): State<App>, HostOrVip { session, .. }: HostOrVip) -> Result<Json<Exited>, ApiError> {
    Ok(Json(Exited { deleted: end(&app, &session).await? }))
}

/// Ends a session and deletes its data in every store.
///
/// # Errors
/// `unknown_session` if the session has ended already, or `unavailable`.
pub(in crate::http::routes) async fn end(app: &App, session: &Session) -> Result<Receipt, ApiError> {
    let deleted = app.sessions.exit(session.code()).await?;
    if let Some(owner) = session.owner()
        && let Err(error) = app.accounts.hosted().remove(owner, session.code()).await
    {
        // Harmless: reading the list removes sessions that no longer exist.
        tracing::warn!(code = %session.code(), error = %chain(&error), "session not removed from the list of its owner");
    }
    // If the process stops here, a worker deletes the rows that have no session.
    let rows = app.chat.log().delete(&SessionKey::of(session)).await?;
    if rows > 0 {
        tracing::info!(code = %session.code(), rows, "chat deleted");
    }
    Ok(deleted.with_rows(rows))
}
