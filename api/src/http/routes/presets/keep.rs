use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::{
    presets::{NewPreset, Preset},
    tokens::Caller,
};

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Address, Code, Json, is_host, look_up},
        room_media::without_missing_media,
    },
};

/// The preset to create from a session.
#[derive(Debug, Deserialize, ToSchema)]
pub struct KeepPreset {
    /// The name of the preset: 1 to 60 characters.
    #[serde(default)]
    name: String,
    /// Whether this preset becomes the default of its cartridge. A cartridge has at most one default.
    #[serde(default)]
    is_default: bool,
    /// The host token, for a session that was created before its host logged in.
    #[serde(default)]
    host_token: Option<String>,
}

/// Save the settings of a session
///
/// Saves the configuration of a session as a preset. The caller must be the host: as the owner of the session, or with the
/// host token in the body.
#[utoipa::path(
    post, path = "/api/sessions/{code}/preset", tag = "presets", request_body = KeepPreset,
    params(("code" = String, Path, description = "The session's code.")),
    security(("account" = [])),
    responses(
        (status = 201, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the host", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`too_many_presets`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn keep(
    State(app): State<App>,
    account: Account,
    Address(address): Address,
    Code(code): Code,
    Json(body): Json<KeepPreset>,
) -> Result<(StatusCode, axum::Json<Preset>), ApiError> {
    app.limits.check_action(account.id.as_str())?;
    let session = look_up(&app, address, &code, None).await?;
    let is_permitted = match body.host_token {
        None => session.owner() == Some(&account.id),
        Some(token) => is_host(&app, Caller::Session(app.tokens.read(token.trim())?), &session).await?,
    };
    if !is_permitted {
        return Err(ApiError::not_allowed());
    }
    // The account that saves the preset may be another one than the owner of the room, or the file was deleted.
    let config = without_missing_media(&app, Some(&account.id), session.cartridge(), session.config()).await?;
    let draft = NewPreset {
        preset_id: app.entropy.preset_id(),
        cartridge: session.cartridge(),
        name: &body.name,
        config: Some(&config),
        is_default: body.is_default,
    };
    let preset = app.presets.create(&account.id, draft, app.sessions.clock().now()).await?;
    Ok((StatusCode::CREATED, axum::Json(preset)))
}
