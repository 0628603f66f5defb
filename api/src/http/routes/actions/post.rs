use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{
    actions::Action,
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Json, Player},
    },
    wire::frames::AckData,
};

/// An action of a player, as over the game socket.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Act)]
pub struct NewAction {
    /// The client's id of the action, 1 to 64 visible ASCII characters. A repeated id has no second effect and returns the
    /// same answer.
    id: String,
    /// The type of the action, such as `lie.submit`.
    #[serde(rename = "type")]
    kind: String,
    /// The data of the action.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
}

/// Act
///
/// Submits an action, like a message over the game socket.
#[utoipa::path(
    post, path = "/api/sessions/{code}/actions", tag = "players", operation_id = "post_action", request_body = NewAction,
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
    Json(body): Json<NewAction>,
) -> Result<axum::Json<AckData>, ApiError> {
    app.limits.check_action(&format!("{} {}", player.session.code(), player.player_id))?;
    let action = Action { id: body.id, kind: body.kind, data: body.data };
    let (code, cartridge) = (player.session.code(), player.session.cartridge());
    if player.session.player(&player.player_id).is_none() {
        return Ok(axum::Json(app.audience.submit_action(code, player.player_id, action).await?));
    }
    Ok(axum::Json(app.actions.submit_action(code, cartridge, player.player_id, action).await?))
}
