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

/// A player's extra time.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SetExtraTime {
    /// Extra time in percent of the time to answer, from 0 to 100. `you.extra_time.most_percent` of the snapshot limits it.
    percent: u32,
}

/// Take extra time
///
/// Sets how much longer than others a player can answer in each phase. The phase waits for the player; nobody else's deadline
/// moves, and nobody else can read the setting. `you.extra_time` of the player's snapshots has `percent`, `most_percent` and, while
/// the phase waits for the player, `ms`: how long after `phase.deadline_at` the player can still answer. No event follows, because
/// its moment would show everybody that somebody takes extra time. `you_patch` of the next event informs the player's other devices.
#[utoipa::path(
    put, path = "/api/sessions/{code}/players/{player_id}/extra-time", tag = "players", request_body = SetExtraTime,
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the player."),
    ),
    security(("session" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the player", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
        (status = 409, description = "`wrong_phase`: the phase is over, and waits for players with extra time", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn set_extra_time(
    State(app): State<App>,
    SeatKeeper { player_id, caller, session }: SeatKeeper,
    Json(SetExtraTime { percent }): Json<SetExtraTime>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    if caller.as_ref() != Some(&player_id) {
        return Err(ApiError::not_allowed());
    }
    let command = Command::SetExtraTime { player_id, percent };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    snapshot(&app, &session, caller.as_ref()).await.map(axum::Json)
}
