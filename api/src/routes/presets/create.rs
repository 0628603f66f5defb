use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_library::presets::{NewPreset, Preset};

use crate::{
    app::App,
    contract::AnyConfig,
    error::{ApiError, ProblemDetails},
    extract::{Account, Json},
};

/// A configuration to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreatePreset {
    /// The cartridge's key, such as `fib`.
    #[serde(default)]
    cartridge: String,
    /// What to call it; 1–60 characters.
    #[serde(default)]
    name: String,
    /// What it sets; every setting not named has its default.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// Whether it becomes the cartridge's default, instead of any other.
    #[serde(default)]
    is_default: bool,
}

/// Keep a preset
///
/// A configuration under a name, with every setting stated.
#[utoipa::path(
    post, path = "/api/presets", tag = "presets", request_body = CreatePreset,
    security(("account" = [])),
    responses(
        (status = 201, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`too_many_presets`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    account: Account,
    Json(body): Json<CreatePreset>,
) -> Result<(StatusCode, axum::Json<Preset>), ApiError> {
    app.limits.action(account.id.as_str())?;
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
