use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_game::session::NewSession;
use wpp_library::{
    content::{DrawnContent, PackSelection},
    presets::PresetError,
    tokens::{Bearer, Role},
};

use super::snapshot;
use crate::{
    app::App,
    contract::{AnyConfig, AnySnapshot, ShownSnapshot},
    deal,
    error::{ApiError, ProblemDetails},
    extract::{Account, Address, Json},
};

/// Codes drawn before giving up; with a thousand sessions, the first is free in 2,999 of 3,000 cases.
const CODE_TRIES: usize = 10;

/// What to play.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateSession {
    /// The cartridge's key, such as `fib`.
    cartridge: String,
    /// The cartridge's configuration; every field is optional. With a preset, what to change of it for
    /// this once.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// A preset of the caller's own, to take the configuration from.
    #[serde(default)]
    preset_id: Option<String>,
    /// Question packs to draw from, at most 100: public ones, those whose key was shared, and with an
    /// account's token its own. By default those that come with the platform, in `language`.
    #[serde(default)]
    pack_ids: Vec<String>,
    /// The language of the packs that are played when none is chosen, such as `da`; `en` by default.
    #[serde(default)]
    language: Option<String>,
}

/// A new session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Created {
    /// The code players join with.
    code: String,
    /// Makes its bearer the host. Never put it into an address that is shown.
    host_token: String,
    /// Where players join; what the QR code holds.
    join_url: String,
    /// The empty lobby.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Create a session
///
/// Opens a lobby for a game. Whoever holds the host token steers it. Quick games need no account; with
/// an account's token, the account owns the session, and its token works wherever the host's does.
#[utoipa::path(
    post, path = "/api/sessions", tag = "sessions", request_body = CreateSession,
    security((), ("account" = [])),
    responses(
        (status = 201, body = Created),
        (status = 401, description = "`not_authenticated`: a token that is not valid", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a token that is no account's", body = ProblemDetails),
        (status = 409, description = "`not_enough_content`: the packs hold too few questions that fit", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    Address(address): Address,
    account: Option<Account>,
    Json(body): Json<CreateSession>,
) -> Result<(StatusCode, axum::Json<Created>), ApiError> {
    app.limits.session(address)?;
    if app.sessions.registry().get(&body.cartridge).is_none() {
        return Err(
            ApiError::new(ErrorCode::InvalidInput, format!("There is no game {:?}.", body.cartridge)).at("cartridge")
        );
    }
    let given = body.config.filter(|config| config.get() != "null");
    let config = match &body.preset_id {
        None => given,
        Some(id) => Some(from_preset(&app, account.as_ref(), id, &body.cartridge, given.as_deref()).await?),
    };
    let config = config.as_deref();
    let need = app.sessions.content_need(&body.cartridge, config).await?;
    let choice = PackSelection {
        packs: &body.pack_ids,
        language: body.language.as_deref(),
        account: account.as_ref().map(|account| account.id.as_str()),
        ..PackSelection::default()
    };
    let DrawnContent { content, packs } = deal::draw(&app, &need, choice).await?;

    for _ in 0..CODE_TRIES {
        let new = NewSession {
            code: app.entropy.session_code(),
            epoch: app.entropy.epoch(),
            seed: app.entropy.seed(),
            owner: account.as_ref().map(|account| account.id.clone()),
            cartridge: &body.cartridge,
            config,
            pack_ids: packs.clone(),
            content: content.clone(),
        };
        let Some(session) = app.sessions.create(new).await? else { continue };
        if let Err(error) = app.accounts.hosted().add(&session).await {
            tracing::warn!(code = %session.code(), %error, "a session is missing from its owner's list");
        }
        deal::note(&app, session.owner(), &content).await;
        let code = session.code().clone();
        let host_token =
            app.tokens.issue(&Bearer { session: code.clone(), born: session.created_at(), role: Role::Host })?;
        tracing::info!(%code, cartridge = body.cartridge, "session created");
        let created = Created {
            join_url: format!("{}/join/{code}", app.settings.public_url),
            code: code.to_string(),
            host_token,
            snapshot: snapshot(&app, &session, None).await?,
        };
        return Ok((StatusCode::CREATED, axum::Json(created)));
    }
    Err(ApiError::too_many_requests(1))
}

/// The configuration of the caller's preset, changed for this once as `given` says. Another's preset is
/// no more known than one that never was, and so is any to who brings no account.
async fn from_preset(
    app: &App,
    account: Option<&Account>,
    id: &str,
    cartridge: &str,
    given: Option<&RawValue>,
) -> Result<Box<RawValue>, ApiError> {
    let unknown =
        || ApiError::new(ErrorCode::InvalidInput, format!("You have no preset {id:?} of this game.")).at("preset_id");
    let account = account.ok_or_else(unknown)?;
    let preset = match app.presets.find(&account.id, id).await {
        Ok(preset) if preset.cartridge == cartridge => preset,
        Ok(_) | Err(PresetError::Unknown) => return Err(unknown()),
        Err(error) => return Err(error.into()),
    };
    let mut config = preset.config;
    if let Some(given) = given {
        let changes: Map<String, Value> = serde_json::from_str(given.get()).map_err(|_| {
            ApiError::new(ErrorCode::InvalidInput, "The configuration is an object of settings.").at("config")
        })?;
        config.extend(changes);
    }
    to_raw_value(&config).map_err(|error| {
        tracing::error!(%error, "a preset's configuration cannot be written");
        ApiError::unavailable()
    })
}
