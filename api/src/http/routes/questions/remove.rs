use axum::{extract::State, http::StatusCode};

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account, routes::packs::PackPath},
};

/// Remove a question from a pack
#[utoipa::path(
    delete, path = "/api/packs/{pack_id}/questions/{question_id}", tag = "packs", operation_id = "remove_question",
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("question_id" = String, Path, description = "The key of the question within the pack."),
    ),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`, `unknown_question`", body = ProblemDetails),
        (status = 409, description = "`pack_busy`: an import into the pack is running", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, path: PackPath, account: Account) -> Result<StatusCode, ApiError> {
    app.packs.remove_question(&path.pack_id, account.id.as_str(), &path.question_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
