use axum::extract::State;
use wpp_game::session::Command;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::HostOrVip},
    schema::{AnySnapshot, ShownSnapshot},
};

/// Draw the teams
///
/// Divides all players into teams at random, before the game. The sizes of the teams differ by one player at most. Each call
/// draws other teams.
#[utoipa::path(
    post, path = "/api/sessions/{code}/teams/draw", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP, or the game has no teams", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`already_started`", body = ProblemDetails),
    )
)]
pub async fn draw_teams(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let session = app.sessions.step(session.code(), &[Command::DrawTeams]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
