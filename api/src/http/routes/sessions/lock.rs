use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::session::Command;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{HostOrVip, Json},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// Whether people can join.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LockSession {
    /// `true` locks the room, `false` unlocks it.
    locked: bool,
}

/// Lock
///
/// Locks or unlocks the room. Nobody can join a locked room, as a player or as audience. Locking a locked room has no
/// effect.
#[utoipa::path(
    put, path = "/api/sessions/{code}/lock", tag = "sessions", request_body = LockSession,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn lock(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
    Json(LockSession { locked }): Json<LockSession>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let session = app.sessions.step(session.code(), &[Command::Lock { locked }]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
