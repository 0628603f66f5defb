use axum::{Json, extract::State, http::StatusCode};

use super::{PackPath, PackView};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Address},
    },
};

/// Copy a question pack
///
/// Creates a private pack of the caller with the same questions. The source is any pack that the caller can see.
#[utoipa::path(
    post, path = "/api/packs/{pack_id}/copy", tag = "packs",
    params(("pack_id" = String, Path, description = "The key of the pack.")),
    security(("account" = [])),
    responses(
        (status = 201, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many copies at once, or in the last minute", body = ProblemDetails),
    )
)]
pub async fn copy(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    Address(address): Address,
) -> Result<(StatusCode, Json<PackView>), ApiError> {
    let _slot = app.limits.pack_change(&account.id, address)?;
    let account = account.id.as_str();
    let copied = app.packs.copy(&path.pack_id, account).await?;
    Ok((StatusCode::CREATED, Json(PackView::of(&app, copied, Some(account)))))
}
