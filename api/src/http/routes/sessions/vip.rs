use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::{ids::PlayerId, session::Command};

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{HostOrVip, Json},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// The new VIP.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AppointVip {
    /// The id of a player who is not a bot.
    player_id: PlayerId,
}

/// Appoint the VIP
///
/// Makes a player the VIP. The VIP's token is accepted wherever this API names the VIP. Without this call the first player
/// who joined is the VIP; the role passes to the first connected player when the VIP leaves, is removed, or is disconnected
/// for 20 seconds while another player is connected.
#[utoipa::path(
    put, path = "/api/sessions/{code}/vip", tag = "sessions", request_body = AppointVip,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP, or the session has no VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the room has no such player, or the player is a bot", body = ProblemDetails),
    )
)]
pub async fn appoint_vip(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
    Json(AppointVip { player_id }): Json<AppointVip>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let session = app.sessions.step(session.code(), &[Command::SetVip { player_id }]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
