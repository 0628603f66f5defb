use axum::{Json, extract::State};

use super::{Named, PackView};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Account,
};

/// See a question pack
///
/// One that is public, whose key was shared, or that is the caller's own.
#[utoipa::path(
    get, path = "/api/packs/{pack_id}", tag = "packs",
    params(("pack_id" = String, Path, description = "The pack's key.")),
    security((), ("account" = [])),
    responses(
        (status = 200, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, named: Named, account: Option<Account>) -> Result<Json<PackView>, ApiError> {
    let account = account.as_ref().map(|account| account.id.as_str());
    let found = app.packs.get(&named.pack_id, account).await?;
    Ok(Json(PackView::of(&app, found, account)))
}
