use axum::{extract::State, http::StatusCode};

use super::PackPath;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// Delete a question pack
///
/// Deletes a pack with all its questions. The pack is gone at once; the server needs some seconds to erase a large one.
/// Running games that use its questions continue.
#[utoipa::path(
    delete, path = "/api/packs/{pack_id}", tag = "packs", operation_id = "remove_pack",
    params(("pack_id" = String, Path, description = "The key of the pack.")),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, path: PackPath, account: Account) -> Result<StatusCode, ApiError> {
    app.packs.remove(&path.pack_id, account.id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}
