use axum::extract::State;

use super::{Named, PackView, create::AboutPack};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Json},
};

/// Change what is said about a question pack, or share it
///
/// What is left out stays. `unlisted` opens it to whoever has its key or its link, `public` lists it
/// for everybody on this server, `private` closes it again: sessions that play from it go on, and a
/// new game of theirs is drawn from their other packs.
#[utoipa::path(
    patch, path = "/api/packs/{pack_id}", tag = "packs", request_body = AboutPack,
    params(("pack_id" = String, Path, description = "The pack's key.")),
    security(("account" = [])),
    responses(
        (status = 200, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: it is somebody else's", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field", body = ProblemDetails),
    )
)]
pub async fn change(
    State(app): State<App>,
    named: Named,
    account: Account,
    Json(body): Json<AboutPack>,
) -> Result<axum::Json<PackView>, ApiError> {
    let account = account.id.as_str();
    let changed = app.packs.change(&named.pack_id, account, body.into()).await?;
    Ok(axum::Json(PackView::of(&app, changed, Some(account))))
}
