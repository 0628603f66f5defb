use axum::{extract::State, http::StatusCode};

use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Account,
    routes::packs::Named,
};

/// Remove a question from a pack
#[utoipa::path(
    delete, path = "/api/packs/{pack_id}/questions/{question_id}", tag = "packs",
    params(
        ("pack_id" = String, Path, description = "The pack's key."),
        ("question_id" = String, Path, description = "The question's key."),
    ),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack is somebody else's", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`, `unknown_question`", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, named: Named, account: Account) -> Result<StatusCode, ApiError> {
    app.packs.remove_question(&named.pack_id, account.id.as_str(), &named.question_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
