use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_library::presets::{NewPreset, Preset};

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Json},
    },
    schema::AnyConfig,
};

/// A configuration to save.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreatePreset {
    /// The key of the cartridge, such as `fib`.
    #[serde(default)]
    cartridge: String,
    /// The name: 1 to 60 characters.
    #[serde(default)]
    name: String,
    /// The configuration. Settings that are not named get their default.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// Whether this preset becomes the default of its cartridge. A cartridge has at most one default.
    #[serde(default)]
    is_default: bool,
}

/// Save a preset
///
/// Saves a configuration under a name. The preset stores every setting, including defaults.
#[utoipa::path(
    post, path = "/api/presets", tag = "presets", operation_id = "create_preset", request_body = CreatePreset,
    security(("account" = [])),
    responses(
        (status = 201, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`too_many_presets`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    account: Account,
    Json(body): Json<CreatePreset>,
) -> Result<(StatusCode, axum::Json<Preset>), ApiError> {
    app.limits.check_action(account.id.as_str())?;
    let draft = NewPreset {
        preset_id: app.entropy.preset_id(),
        cartridge: &body.cartridge,
        name: &body.name,
        config: body.config.as_deref(),
        is_default: body.is_default,
    };
    let preset = app.presets.create(&account.id, draft, app.sessions.clock().now()).await?;
    Ok((StatusCode::CREATED, axum::Json(preset)))
}
