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
        extract::{Host, Json, Named},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// The new name of a member.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RenamePlayer {
    /// The displayed name, with the same rules as for joining.
    nickname: String,
}

/// Rename a player
///
/// Changes the nickname of a player or a member of the audience. Everybody receives `session.player_renamed`.
#[utoipa::path(
    patch, path = "/api/sessions/{code}/players/{player_id}", tag = "players", request_body = RenamePlayer,
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the member."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the host", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
        (status = 409, description = "`nickname_taken`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`, `profanity`: the session's word filter rejects the name", body = ProblemDetails),
    )
)]
pub async fn rename(
    State(app): State<App>,
    named: Named,
    Host(session): Host,
    Json(RenamePlayer { nickname }): Json<RenamePlayer>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let session = match app.audience.member(&session, &named.player_id).await? {
        Some(member) => app.audience.rename(session.code(), &named.player_id, member, nickname).await?,
        None => {
            let player_id = named.player_of(&session)?;
            app.sessions.step(session.code(), &[Command::Rename { player_id, nickname }]).await?.accepted()?
        }
    };
    snapshot(&app, &session, None).await.map(axum::Json)
}
