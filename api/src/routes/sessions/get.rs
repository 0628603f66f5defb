use axum::{Json, extract::State};

use super::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    error::{Problem, ProblemBody},
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
        (status = 401, description = "`not_authenticated`: a token that is not valid", body = ProblemBody),
        (status = 403, description = "`not_allowed`: a token of another session, or of a removed player", body = ProblemBody),
        (status = 404, description = "`unknown_session`", body = ProblemBody),
    )
)]
pub async fn get(State(app): State<App>, viewer: Viewer) -> Result<Json<AnySnapshot>, Problem> {
    snapshot(&app, &viewer.session, viewer.player_id.as_ref()).await.map(Json)
}
