use axum::extract::State;
use wpp_game::content::rules::Draft;

use super::QuestionView;
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Json},
    routes::packs::Named,
};

/// Write a question of a pack anew
#[utoipa::path(
    put, path = "/api/packs/{pack_id}/questions/{question_id}", tag = "packs", request_body = Draft,
    params(
        ("pack_id" = String, Path, description = "The pack's key."),
        ("question_id" = String, Path, description = "The question's key."),
    ),
    security(("account" = [])),
    responses(
        (status = 200, body = QuestionView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack is somebody else's", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`, `unknown_question`", body = ProblemDetails),
        (status = 409, description = "`already_there`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: `faults` lists all that is wrong", body = ProblemDetails),
    )
)]
pub async fn rewrite(
    State(app): State<App>,
    named: Named,
    account: Account,
    Json(draft): Json<Draft>,
) -> Result<axum::Json<QuestionView>, ApiError> {
    let written = app.packs.replace_question(&named.pack_id, account.id.as_str(), &named.question_id, draft).await?;
    Ok(axum::Json(written.into()))
}
