use axum::extract::State;

use super::{PackPath, PackView, create::PackProperties};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Json},
    },
};

/// Change or share a question pack
///
/// Missing fields keep their value. `unlisted` gives access to everybody with the key or the link, and `public` lists the
/// pack for everybody on this server. `private` ends the access of others: running games continue, and the next game of
/// such a session draws from its other packs.
#[utoipa::path(
    patch, path = "/api/packs/{pack_id}", tag = "packs", operation_id = "change_pack", request_body = PackProperties,
    params(("pack_id" = String, Path, description = "The key of the pack.")),
    security(("account" = [])),
    responses(
        (status = 200, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field", body = ProblemDetails),
    )
)]
pub async fn change(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    Json(body): Json<PackProperties>,
) -> Result<axum::Json<PackView>, ApiError> {
    let account = account.id.as_str();
    let changed = app.packs.change(&path.pack_id, account, body.into()).await?;
    Ok(axum::Json(PackView::of(&app, changed, Some(account))))
}
