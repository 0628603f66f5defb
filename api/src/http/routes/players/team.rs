use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::session::Command;

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Json, SeatKeeper},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// A player's team.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SetTeam {
    /// Number of the team, from 1 to `teams.count` of the snapshot; `null` for no team.
    team: Option<u32>,
}

/// Choose a team
///
/// Moves a player to a team, before the game. The host and the VIP move everybody. Players move themselves if
/// `teams.choice` of the snapshot is `chosen`.
#[utoipa::path(
    put, path = "/api/sessions/{code}/players/{player_id}/team", tag = "players", request_body = SetTeam,
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the player."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the player nor the host nor the VIP, the game has no teams, or they are drawn", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
        (status = 409, description = "`already_started`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the game has no such team", body = ProblemDetails),
    )
)]
pub async fn set_team(
    State(app): State<App>,
    SeatKeeper { player_id, caller, session }: SeatKeeper,
    Json(SetTeam { team }): Json<SetTeam>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let controls = caller.as_ref().is_none_or(|caller| session.vip() == Some(caller));
    let command = Command::SetTeam { player_id, team, controls };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    snapshot(&app, &session, caller.as_ref()).await.map(axum::Json)
}
