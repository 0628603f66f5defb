use axum::{Json, extract::State};

use super::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    error::{ApiError, ProblemDetails},
    extract::Viewer,
};

/// See a session
///
/// The snapshot is the authority: whatever a client missed, this is how things stand. With a
/// player's token it also holds `you`.
#[utoipa::path(
    get, path = "/api/sessions/{code}", tag = "sessions",
    params(("code" = String, Path, description = "The session's code, in any case.")),
    security((), ("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`: a token that is not valid", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a token of another session, or of a removed player", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, viewer: Viewer) -> Result<Json<AnySnapshot>, ApiError> {
    snapshot(&app, &viewer.session, viewer.player_id.as_ref()).await.map(Json)
}
