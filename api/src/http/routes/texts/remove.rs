use axum::extract::State;
use wpp_game::session::{Command, Texts};

use super::NamedText;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Moderator},
};

/// Remove a text
///
/// Replaces a text by `(removed)` on all screens at once, with everything that repeats it, such as quotes of awards. The event
/// `session.texts_changed` contains the new view. Points stay. Clients that resume from before the removal get a snapshot. This
/// call works with and without moderation; repeating it has no effect.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/texts/{text_id}", tag = "moderation", operation_id = "remove_text",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("text_id" = String, Path, description = "The id of the shown text."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Texts),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the moderator", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no shown text has this id now", body = ProblemDetails),
    )
)]
pub async fn remove(
    State(app): State<App>,
    NamedText { text_id }: NamedText,
    Moderator { session }: Moderator,
) -> Result<axum::Json<Texts>, ApiError> {
    let session = app.sessions.step(session.code(), &[Command::RemoveText { text_id }]).await?.accepted()?;
    Ok(axum::Json(app.sessions.texts(&session).await?))
}
