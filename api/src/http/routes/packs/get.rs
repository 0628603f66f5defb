use axum::{Json, extract::State};

use super::{PackPath, PackView};
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// See a question pack
///
/// Returns a pack that is public, whose key was shared with the caller, or that belongs to the caller.
#[utoipa::path(
    get, path = "/api/packs/{pack_id}", tag = "packs", operation_id = "get_pack",
    params(("pack_id" = String, Path, description = "The key of the pack.")),
    security((), ("account" = [])),
    responses(
        (status = 200, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, path: PackPath, account: Option<Account>) -> Result<Json<PackView>, ApiError> {
    let account = account.as_ref().map(|account| account.id.as_str());
    let found = app.packs.get(&path.pack_id, account).await?;
    Ok(Json(PackView::of(&app, found, account)))
}
