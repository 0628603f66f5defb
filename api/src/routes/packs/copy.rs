use axum::{Json, extract::State, http::StatusCode};

use super::{Named, PackView};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Account,
};

/// Copy a question pack
///
/// Makes a private pack of the caller's own with the same questions, from any pack that they may see.
#[utoipa::path(
    post, path = "/api/packs/{pack_id}/copy", tag = "packs",
    params(("pack_id" = String, Path, description = "The pack's key.")),
    security(("account" = [])),
    responses(
        (status = 201, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
    )
)]
pub async fn copy(
    State(app): State<App>,
    named: Named,
    account: Account,
) -> Result<(StatusCode, Json<PackView>), ApiError> {
    let account = account.id.as_str();
    let copied = app.packs.copy(&named.pack_id, account).await?;
    Ok((StatusCode::CREATED, Json(PackView::of(&app, copied, Some(account)))))
}
