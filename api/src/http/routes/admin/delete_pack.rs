use axum::{extract::State, http::StatusCode};
use wpp_game::contract::ErrorCode;
use wpp_library::packs::PackError;

use super::super::packs::PackPath;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Operator},
};

/// Delete a public pack
///
/// Deletes a public question pack of an account, with its questions. Repeating the call is harmless. Private packs are as
/// unknown here as to everybody else, and packs of the release stay.
#[utoipa::path(
    delete, path = "/api/admin/packs/{pack_id}", tag = "administration", operation_id = "delete_public_pack",
    params(("pack_id" = String, Path, description = "The pack's id.")),
    security(("operator" = [])),
    responses(
        (status = 204, description = "No public pack has the id, or it was deleted before."),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack is part of the release, or a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn delete_pack(
    State(app): State<App>,
    operator: Operator,
    PackPath { pack_id: key, .. }: PackPath,
) -> Result<StatusCode, ApiError> {
    match app.packs.remove_public(&key).await {
        Ok(()) => tracing::info!(operator = %operator.login.name, pack = key, "public pack deleted by an operator"),
        Err(PackError::Unknown) => {}
        Err(PackError::NotYours) => {
            return Err(ApiError::new(ErrorCode::NotAllowed, "This pack is part of the release and stays."));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(StatusCode::NO_CONTENT)
}
