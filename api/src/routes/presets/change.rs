use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_library::presets::{Preset, PresetChange};

use super::PresetId;
use crate::{
    app::App,
    contract::AnyConfig,
    error::{ApiError, ProblemDetails},
    extract::{Account, Json},
};

/// What to change; what is not there stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePreset {
    /// What to call it; 1–60 characters.
    #[serde(default)]
    name: Option<String>,
    /// All of what it sets; every setting not named has its default.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// Whether it is the cartridge's default, instead of any other.
    #[serde(default)]
    is_default: Option<bool>,
}

/// PresetChange a preset
///
/// One of the caller's own: its name, what it sets, or whether it is the default.
#[utoipa::path(
    patch, path = "/api/presets/{preset_id}", tag = "presets", request_body = ChangePreset,
    params(("preset_id" = String, Path, description = "The preset's id.")),
    security(("account" = [])),
    responses(
        (status = 200, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_preset`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn change(
    State(app): State<App>,
    account: Account,
    PresetId(preset_id): PresetId,
    Json(body): Json<ChangePreset>,
) -> Result<axum::Json<Preset>, ApiError> {
    app.limits.action(account.id.as_str())?;
    let change = PresetChange {
        name: body.name.as_deref(),
        config: body.config.as_deref().filter(|config| config.get() != "null"),
        is_default: body.is_default,
    };
    Ok(axum::Json(app.presets.change(&account.id, &preset_id, change, app.sessions.clock().now()).await?))
}
