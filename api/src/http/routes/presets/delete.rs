use axum::{extract::State, http::StatusCode};

use super::PresetId;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// Delete a preset
///
/// Deletes one of the caller's presets. Sessions that were created from it continue.
#[utoipa::path(
    delete, path = "/api/presets/{preset_id}", tag = "presets", operation_id = "delete_preset",
    params(("preset_id" = String, Path, description = "The id of the preset.")),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_preset`", body = ProblemDetails),
    )
)]
pub async fn delete(
    State(app): State<App>,
    account: Account,
    PresetId(preset_id): PresetId,
) -> Result<StatusCode, ApiError> {
    app.presets.delete(&account.id, &preset_id).await?;
    app.packs.collect_media().await;
    Ok(StatusCode::NO_CONTENT)
}
