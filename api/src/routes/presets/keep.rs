use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::{
    presets::{NewPreset, Preset},
    tokens::Caller,
};

use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Code, Json, hosts},
};

/// How to keep a session's settings.
#[derive(Debug, Deserialize, ToSchema)]
pub struct KeepPreset {
    /// What to call the preset; 1–60 characters.
    #[serde(default)]
    name: String,
    /// Whether it becomes the cartridge's default, instead of any other.
    #[serde(default)]
    is_default: bool,
    /// The host's token, for a session that was made before its host logged in.
    #[serde(default)]
    host_token: Option<String>,
}

/// Keep a session's settings
///
/// Saves the configuration of a session as a preset of the caller's, who is its host: by owning it, or
/// by the host's token in the body.
#[utoipa::path(
    post, path = "/api/sessions/{code}/preset", tag = "presets", request_body = KeepPreset,
    params(("code" = String, Path, description = "The session's code.")),
    security(("account" = [])),
    responses(
        (status = 201, body = Preset),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: not the host", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`too_many_presets`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn keep(
    State(app): State<App>,
    account: Account,
    Code(code): Code,
    Json(body): Json<KeepPreset>,
) -> Result<(StatusCode, axum::Json<Preset>), ApiError> {
    app.limits.action(account.id.as_str())?;
    let session = app.sessions.load(&code).await?;
    let may = match body.host_token {
        None => session.owner() == Some(&account.id),
        Some(token) => hosts(&app, Caller::Session(app.tokens.read(token.trim())?), &session).await?,
    };
    if !may {
        return Err(ApiError::not_allowed());
    }
    let draft = NewPreset {
        preset_id: app.entropy.preset_id(),
        cartridge: session.cartridge(),
        name: &body.name,
        config: Some(session.config()),
        is_default: body.is_default,
    };
    let preset = app.presets.create(&account.id, draft, app.sessions.clock().now()).await?;
    Ok((StatusCode::CREATED, axum::Json(preset)))
}
