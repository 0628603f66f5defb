use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_library::presets::{Preset, PresetChange};

use super::PresetId;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Json},
    },
    schema::AnyConfig,
};

/// The fields to change. Missing fields keep their value.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePreset {
    /// The name: 1 to 60 characters.
    #[serde(default)]
    name: Option<String>,
    /// The new configuration. Settings that are not named get their default.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// Whether this preset is the default of its cartridge. A cartridge has at most one default.
    #[serde(default)]
    is_default: Option<bool>,
}

/// PresetChange a preset
///
/// Changes the name, the configuration, or the default flag of one of the caller's presets.
#[utoipa::path(
    patch, path = "/api/presets/{preset_id}", tag = "presets", operation_id = "change_preset", request_body = ChangePreset,
    params(("preset_id" = String, Path, description = "The id of the preset.")),
    security(("account" = [])),
    responses(
        (status = 200, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_preset`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn change(
    State(app): State<App>,
    account: Account,
    PresetId(preset_id): PresetId,
    Json(body): Json<ChangePreset>,
) -> Result<axum::Json<Preset>, ApiError> {
    app.limits.check_action(account.id.as_str())?;
    let change = PresetChange {
        name: body.name.as_deref(),
        config: body.config.as_deref().filter(|config| config.get() != "null"),
        is_default: body.is_default,
    };
    let preset = app.presets.change(&account.id, &preset_id, change, app.sessions.clock().now()).await?;
    app.packs.collect_media().await;
    Ok(axum::Json(preset))
}
