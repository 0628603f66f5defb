use axum::{Json, extract::State};
use wpp_game::session::Command;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::HostOrVip},
    schema::{AnySnapshot, ShownSnapshot},
};

/// Pause
///
/// Pauses the game and keeps the exact remaining time. Pausing a paused game has no effect.
#[utoipa::path(
    post, path = "/api/sessions/{code}/pause", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`wrong_phase`: no game is running", body = ProblemDetails),
    )
)]
pub async fn pause(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
) -> Result<Json<AnySnapshot>, ApiError> {
    // The event names no account: everybody receives it, and an account's name is half of its login.
    let by = vip.as_ref().and_then(|vip| session.player(vip)).map(|vip| vip.nickname.clone());
    let session = app.sessions.step(session.code(), &[Command::Pause { by }]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(Json)
}
