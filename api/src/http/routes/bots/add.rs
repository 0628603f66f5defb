use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{driver::Lane, ids::PlayerId, session::Command};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Host, Json},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// Maximum number of seats in a session.
const MAX_BOTS: usize = 200;

/// The number of bots to add.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AddBots {
    /// From 1 to the number of free seats.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 200, default = 1)]
    count: usize,
}

/// The added bots.
#[derive(Debug, Serialize, ToSchema)]
pub struct BotsAdded {
    /// The ids of the bots within this session.
    player_ids: Vec<PlayerId>,
    /// The lobby including the bots.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Add bots
///
/// Adds bots to the lobby: players with `bot: true` whose moves the server makes. Either all bots are added or none. A game
/// needs at least one person.
#[utoipa::path(
    post, path = "/api/sessions/{code}/bots", tag = "players", operation_id = "add_bots", request_body = AddBots,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = BotsAdded),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the host, or the game has no bots", body = ProblemDetails),
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
    if !(1..=MAX_BOTS).contains(&count) {
        return Err(ApiError::invalid(format!("`count` must be a whole number from 1 to {MAX_BOTS}.")).at("count"));
    }
    let player_ids: Vec<PlayerId> = (0..count).map(|_| app.entropy.player_id()).collect();
    let command = Command::AddBots { player_ids: player_ids.clone() };
    app.actions.submit(session.code(), Lane::Reliable, command).await?;
    let session = app.sessions.load(session.code()).await?;
    let snapshot = snapshot(&app, &session, None).await?;
    Ok((StatusCode::CREATED, axum::Json(BotsAdded { player_ids, snapshot })))
}

fn one() -> usize {
    1
}
