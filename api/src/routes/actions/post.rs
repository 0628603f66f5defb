use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{
    act::{self, Action},
    app::App,
    error::{ApiError, ProblemDetails},
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
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`wrong_phase`, `paused`, `already_submitted`, `own_lie`, `too_close_to_truth`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn post(
    State(app): State<App>,
    player: Player,
    Json(body): Json<Act>,
) -> Result<axum::Json<AckData>, ApiError> {
    app.limits.action(player.player_id.as_str())?;
    let action = Action { id: body.id, kind: body.kind, data: body.data };
    let (code, cartridge) = (player.session.code(), player.session.cartridge());
    Ok(axum::Json(act::act(&app, code, cartridge, player.player_id, action).await?))
}
