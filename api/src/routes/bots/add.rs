use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_game::{driver::Lane, ids::PlayerId, session::Command};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    error::{ApiError, ProblemDetails},
    extract::{Host, Json},
};

/// The most seats a table has.
const MOST: usize = 200;

/// How many bots.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AddBots {
    /// From 1 to the number of free seats.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 200, default = 1)]
    count: usize,
}

/// The bots that sat down.
#[derive(Debug, Serialize, ToSchema)]
pub struct BotsAdded {
    /// Who they are in this session.
    player_ids: Vec<PlayerId>,
    /// The lobby with them in it.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Add bots
///
/// Fills seats in the lobby with bots: ordinary players (`bot: true`) whose moves the server makes.
/// All of them sit down or none does. A game needs one person at least.
#[utoipa::path(
    post, path = "/api/sessions/{code}/bots", tag = "players", request_body = AddBots,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = BotsAdded),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: not the host, or a game without bots", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`session_full`, `already_started`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn add(
    State(app): State<App>,
    Host(session): Host,
    Json(AddBots { count }): Json<AddBots>,
) -> Result<(StatusCode, axum::Json<BotsAdded>), ApiError> {
    if !(1..=MOST).contains(&count) {
        return Err(
            ApiError::new(ErrorCode::InvalidInput, format!("`count` is a whole number from 1 to {MOST}.")).at("count")
        );
    }
    let player_ids: Vec<PlayerId> = (0..count).map(|_| app.entropy.player_id()).collect();
    let command = Command::AddBots { player_ids: player_ids.clone() };
    app.batchers.submit(session.code(), Lane::Reliable, command).await?;
    let session = app.sessions.load(session.code()).await?;
    let snapshot = snapshot(&app, &session, None).await?;
    Ok((StatusCode::CREATED, axum::Json(BotsAdded { player_ids, snapshot })))
}

fn one() -> usize {
    1
}
