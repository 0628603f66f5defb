use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_game::{driver::Lane, session::Command};

use crate::{
    app::App,
    error::{Problem, ProblemBody},
    extract::{Json, Player},
    socket::frames::AckData,
};

/// What a player does: the same as a message over the socket.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Act {
    /// Names this action: the same id twice has one effect and the same answer.
    id: String,
    /// What they do, such as `lie.submit`.
    #[serde(rename = "type")]
    kind: String,
    /// With what.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
}

/// Act
///
/// Does what a message over the socket does.
#[utoipa::path(
    post, path = "/api/sessions/{code}/actions", tag = "players", request_body = Act,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = [])),
    responses(
        (status = 200, body = AckData),
        (status = 401, description = "`not_authenticated`", body = ProblemBody),
        (status = 403, description = "`not_allowed`", body = ProblemBody),
        (status = 404, description = "`unknown_session`", body = ProblemBody),
        (status = 409, description = "`wrong_phase`, `paused`, `already_submitted`, `own_lie`, `too_close_to_truth`", body = ProblemBody),
        (status = 422, description = "`invalid_input`", body = ProblemBody),
        (status = 429, description = "`too_many_requests`", body = ProblemBody),
    )
)]
pub async fn post(
    State(app): State<App>,
    player: Player,
    Json(act): Json<Act>,
) -> Result<axum::Json<AckData>, Problem> {
    app.limits.action(player.player_id.as_str())?;
    let registry = app.table.registry();
    let lane = registry.get(player.session.cartridge()).map_or(Lane::Reliable, |cartridge| cartridge.lane(&act.kind));
    let data = match act.data {
        Some(data) => data,
        None => {
            RawValue::from_string("{}".to_owned()).map_err(|_| Problem::new("invalid_input", "`data` is missing."))?
        }
    };
    let command = Command::Action { player_id: player.player_id, id: act.id.clone(), kind: act.kind, data };
    let answer = app
        .mailboxes
        .submit(player.session.code(), lane, command)
        .await
        .map_err(|error| Problem::from(error.as_ref()))??;
    Ok(axum::Json(AckData::new(act.id, &answer)))
}
