use axum::extract::State;
use wpp_game::session::Texts;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Moderator},
};

/// List the texts of the game
///
/// Lists the texts that wait for the moderator's decision, and those that are on the screens. Only the host and the moderator
/// can read the list. Read it again after each `session.moderation_changed` and each new phase. Nothing in the list identifies
/// the author of a waiting text, and the order does not depend on the order of arrival. A drawing is a text `(drawing)`: `drawing` has
/// its strokes while it waits.
#[utoipa::path(
    get, path = "/api/sessions/{code}/texts", tag = "moderation", operation_id = "list_texts",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Texts),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the moderator", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, Moderator { session }: Moderator) -> Result<axum::Json<Texts>, ApiError> {
    Ok(axum::Json(app.sessions.texts(&session).await?))
}
