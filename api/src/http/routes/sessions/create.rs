use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};
use utoipa::ToSchema;
use wpp_game::session::NewSession;
use wpp_library::{
    content::{DrawnContent, PackSelection},
    presets::PresetError,
    tokens::{Bearer, Role},
};
use wpp_runtime::telemetry::chain;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        content::draw_content,
        extract::{Account, Address, Json},
        room_media::keep_media,
    },
    schema::{AnyConfig, AnySnapshot, ShownSnapshot},
};

/// Maximum number of codes to try. With 1,000 sessions, the first code is free in 2,999 of 3,000 cases.
const CODE_TRIES: usize = 10;

/// The game to play.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateSession {
    /// The key of the cartridge, such as `fib`.
    cartridge: String,
    /// The configuration of the cartridge. Every field is optional. With `preset_id`, these fields replace those of the
    /// preset for this session.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// A preset of the calling account, from which the session takes its configuration.
    #[serde(default)]
    preset_id: Option<String>,
    /// Question packs to draw from, at most 100: public packs, packs whose key was shared, and packs of the calling
    /// account. The default is the built-in packs in `language`.
    #[serde(default)]
    pack_ids: Vec<String>,
    /// The language of the default packs, such as `da`. The default is `en`.
    #[serde(default)]
    language: Option<String>,
    /// Whether the first player has controls of the host: play, pause, exit, lock, and releasing seats.
    #[serde(default = "on")]
    #[schema(default = true)]
    vip: bool,
}

/// A new session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Created {
    /// The code with which players join.
    code: String,
    /// The token of the host. Never show an address that contains this token.
    host_token: String,
    /// The address where players join, for the QR code.
    join_url: String,
    /// The empty lobby.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Create a session
///
/// Opens a lobby for a game. The host token controls the session. No account is needed. If an account calls, the account
/// owns the session, and its token is accepted wherever the host token is.
#[utoipa::path(
    post, path = "/api/sessions", tag = "sessions", operation_id = "create_session", request_body = CreateSession,
    security((), ("account" = [])),
    responses(
        (status = 201, body = Created),
        (status = 401, description = "`not_authenticated`: the token is invalid", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the token does not belong to an account", body = ProblemDetails),
        (status = 409, description = "`not_enough_content`: the packs contain too few suitable questions", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field and its bounds", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    Address(address): Address,
    account: Option<Account>,
    Json(body): Json<CreateSession>,
) -> Result<(StatusCode, axum::Json<Created>), ApiError> {
    app.limits.check_session(address)?;
    if app.sessions.registry().get(&body.cartridge).is_none() {
        return Err(ApiError::invalid(format!(
            "This server has no game {:?}. See `GET /api/cartridges` for the list.",
            body.cartridge
        ))
        .at("cartridge"));
    }
    let given = body.config.filter(|config| config.get() != "null");
    let config = match &body.preset_id {
        None => given,
        Some(id) => Some(from_preset(&app, account.as_ref(), id, &body.cartridge, given.as_deref()).await?),
    };
    let config = config.as_deref();
    let need = app.sessions.content_need(&body.cartridge, config).await?;
    keep_media(&app, account.as_ref().map(|account| &account.id), &body.cartridge, config).await?;
    let choice = PackSelection {
        packs: &body.pack_ids,
        language: body.language.as_deref(),
        account: account.as_ref().map(|account| account.id.as_str()),
        ..PackSelection::default()
    };
    let DrawnContent { content, packs } = draw_content(&app, &need, choice).await?;

    for _ in 0..CODE_TRIES {
        let new = NewSession {
            code: app.entropy.session_code(),
            epoch: app.entropy.epoch(),
            seed: app.entropy.seed(),
            owner: account.as_ref().map(|account| account.id.clone()),
            cartridge: &body.cartridge,
            config,
            pack_ids: packs.clone(),
            vip: body.vip,
            content: content.clone(),
        };
        let Some(session) = app.sessions.create(new).await? else { continue };
        if let Err(error) = app.accounts.hosted().add(&session).await {
            tracing::warn!(code = %session.code(), error = %chain(&error), "session not added to the list of its owner");
        }
        let code = session.code().clone();
        let bearer = Bearer { session: code.clone(), born: session.created_at(), role: Role::Host, holder: 0 };
        let host_token = app.tokens.issue(&bearer)?;
        tracing::info!(%code, cartridge = body.cartridge, "session created");
        let created = Created {
            join_url: format!("{}/join/{code}", app.link_base()),
            code: code.to_string(),
            host_token,
            snapshot: snapshot(&app, &session, None).await?,
        };
        return Ok((StatusCode::CREATED, axum::Json(created)));
    }
    Err(ApiError::too_many_requests(1))
}

fn on() -> bool {
    true
}

/// Returns the configuration of the caller's preset, with the fields of `given` replaced. Presets of other accounts are
/// reported as unknown, and so are all presets if the caller has no account.
async fn from_preset(
    app: &App,
    account: Option<&Account>,
    id: &str,
    cartridge: &str,
    given: Option<&RawValue>,
) -> Result<Box<RawValue>, ApiError> {
    let unknown =
        || ApiError::invalid(format!("You have no preset {id:?} of this game. Choose another one.")).at("preset_id");
    let account = account.ok_or_else(unknown)?;
    let preset = match app.presets.find(&account.id, id).await {
        Ok(preset) if preset.cartridge == cartridge => preset,
        Ok(_) | Err(PresetError::Unknown) => return Err(unknown()),
        Err(error) => return Err(error.into()),
    };
    let mut config = preset.config;
    if let Some(given) = given {
        let changes: Map<String, Value> = serde_json::from_str(given.get())
            .map_err(|_| ApiError::invalid("The configuration must be an object of settings.").at("config"))?;
        config.extend(changes);
    }
    to_raw_value(&config).map_err(|error| {
        tracing::error!(error = %chain(&error), "configuration of a preset not serialised");
        ApiError::unavailable()
    })
}
