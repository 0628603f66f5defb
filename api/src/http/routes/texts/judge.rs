use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::session::{Command, Texts};

use super::NamedText;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Json, Moderator},
    },
};

/// The decision about a text.
#[derive(Debug, Deserialize, ToSchema)]
pub struct JudgeText {
    /// `true` lets the game show the text, `false` replaces it by `(removed)`.
    approved: bool,
}

/// Approve or reject a text
///
/// Decides about a text that the game does not show yet. The answer counts in any case, and no deadline moves. A text without
/// approval is shown as `(removed)` when its phase ends, and a drawing as an empty paper. The last decision before that
/// applies; repeating a call has no effect.
#[utoipa::path(
    put, path = "/api/sessions/{code}/texts/{text_id}", tag = "moderation", operation_id = "judge_text",
    request_body = JudgeText,
    params(
        ("code" = String, Path, description = "The session's code."),
        ("text_id" = String, Path, description = "The id of the waiting text."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = Texts),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the moderator", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no waiting text has this id now", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn judge(
    State(app): State<App>,
    NamedText { text_id }: NamedText,
    Moderator { session }: Moderator,
    Json(JudgeText { approved }): Json<JudgeText>,
) -> Result<axum::Json<Texts>, ApiError> {
    let command = Command::JudgeText { text_id, approved };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    Ok(axum::Json(app.sessions.texts(&session).await?))
}
