use axum::{Json, extract::State};

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Viewer},
    schema::{AnySnapshot, ShownSnapshot},
};

/// See a session
///
/// Returns the snapshot, which is authoritative for clients that missed events. With a player's token the snapshot also
/// contains `you`.
#[utoipa::path(
    get, path = "/api/sessions/{code}", tag = "sessions", operation_id = "get_session",
    params(("code" = String, Path, description = "The session's code, in any case.")),
    security((), ("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`: the token is invalid", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the token belongs to another session or to a removed player", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, viewer: Viewer) -> Result<Json<AnySnapshot>, ApiError> {
    snapshot(&app, &viewer.session, viewer.player_id.as_ref()).await.map(Json)
}
