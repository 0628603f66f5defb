use axum::extract::State;
use wpp_game::content::rules::Draft;

use super::QuestionView;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Json},
        routes::packs::PackPath,
    },
};

/// Replace a question of a pack
#[utoipa::path(
    put, path = "/api/packs/{pack_id}/questions/{question_id}", tag = "packs", request_body = Draft,
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("question_id" = String, Path, description = "The key of the question within the pack."),
    ),
    security(("account" = [])),
    responses(
        (status = 200, body = QuestionView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`, `unknown_question`", body = ProblemDetails),
        (status = 409, description = "`already_there`; `pack_busy`: an import into the pack is running", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: `faults` lists all faults", body = ProblemDetails),
    )
)]
pub async fn rewrite(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    Json(draft): Json<Draft>,
) -> Result<axum::Json<QuestionView>, ApiError> {
    let written = app.packs.replace_question(&path.pack_id, account.id.as_str(), &path.question_id, draft).await?;
    Ok(axum::Json(written.into()))
}
