use axum::{extract::State, http::StatusCode};
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

/// Add a question to a pack
#[utoipa::path(
    post, path = "/api/packs/{pack_id}/questions", tag = "packs", operation_id = "add_question", request_body = Draft,
    params(("pack_id" = String, Path, description = "The key of the pack.")),
    security(("account" = [])),
    responses(
        (status = 201, body = QuestionView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`already_there`, `pack_limit`; `pack_busy`: an import into the pack is running", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: `faults` lists all faults", body = ProblemDetails),
    )
)]
pub async fn add(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    Json(draft): Json<Draft>,
) -> Result<(StatusCode, axum::Json<QuestionView>), ApiError> {
    let added = app.packs.add_question(&path.pack_id, account.id.as_str(), draft).await?;
    Ok((StatusCode::CREATED, axum::Json(added.into())))
}
