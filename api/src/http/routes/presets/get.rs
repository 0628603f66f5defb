use axum::extract::State;
use wpp_library::presets::Preset;

use super::PresetId;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// Read a preset
///
/// Returns one of the caller's presets.
#[utoipa::path(
    get, path = "/api/presets/{preset_id}", tag = "presets", operation_id = "get_preset",
    params(("preset_id" = String, Path, description = "The id of the preset.")),
    security(("account" = [])),
    responses(
        (status = 200, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_preset`", body = ProblemDetails),
    )
)]
pub async fn get(
    State(app): State<App>,
    account: Account,
    PresetId(preset_id): PresetId,
) -> Result<axum::Json<Preset>, ApiError> {
    Ok(axum::Json(app.presets.find(&account.id, &preset_id).await?))
}
