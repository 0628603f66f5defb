use axum::{Json, extract::State};
use wpp_game::session::Command;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Host},
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
        (status = 403, description = "`not_allowed`", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`wrong_phase`: no game is running", body = ProblemDetails),
    )
)]
pub async fn pause(State(app): State<App>, Host(session): Host) -> Result<Json<AnySnapshot>, ApiError> {
    // The event names no account: everybody receives it, and an account's name is half of its login.
    let stepped = app.sessions.step(session.code(), &[Command::Pause { by: None }]).await?;
    for answer in stepped.answers {
        answer?;
    }
    snapshot(&app, &stepped.session, None).await.map(Json)
}
