use axum::{extract::State, http::StatusCode};

use super::Named;
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Account,
};

/// Delete a question pack
///
/// With all that is in it, at once. Games that were dealt from it go on.
#[utoipa::path(
    delete, path = "/api/packs/{pack_id}", tag = "packs",
    params(("pack_id" = String, Path, description = "The pack's key.")),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: it is somebody else's", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, named: Named, account: Account) -> Result<StatusCode, ApiError> {
    app.packs.remove(&named.pack_id, account.id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}
