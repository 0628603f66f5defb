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

/// Whether a moderator approves texts.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Moderate {
    /// `true` holds texts back until they are approved, `false` approves all texts that wait.
    on: bool,
    /// The id of the person who approves texts: a player or a member of the audience. The default is the VIP.
    #[serde(default)]
    moderator: Option<PlayerId>,
}

/// Moderate texts
///
/// Starts or ends the moderation of texts and drawings in the game, such as lies and answers. No screen shows a text or a
/// drawing before the moderator approves it. Texts that people sent before the start need no approval. While the appointed moderator is
/// disconnected, the VIP moderates. A phase that ends when everybody has answered also waits for a moderator who is present, at
/// most until its deadline. Repeating the call has no effect.
#[utoipa::path(
    put, path = "/api/sessions/{code}/moderation", tag = "moderation", operation_id = "moderate", request_body = Moderate,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: nobody in the room has the id of the moderator", body = ProblemDetails),
    )
)]
pub async fn moderate(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
    Json(Moderate { on, moderator }): Json<Moderate>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let command = match moderator {
        Some(player_id) if on && app.audience.member(&session, &player_id).await?.is_some() => {
            Command::ModerateBySpectator { player_id }
        }
        moderator => Command::Moderate { on, moderator },
    };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
