//! Pictures and sounds that the settings of a room name.

use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};
use wpp_game::{ids::AccountId, registry::Cartridge};
use wpp_runtime::telemetry::chain;

use crate::{app::App, error::ApiError};

/// Keeps the files that a client's configuration names, for a room of `owner`.
///
/// # Errors
/// `invalid_input` with the setting whose file the account does not have.
pub(super) async fn keep_media(
    app: &App,
    owner: Option<&AccountId>,
    cartridge: &str,
    config: Option<&RawValue>,
) -> Result<(), ApiError> {
    let Some((cartridge, config)) = parsed(app, cartridge, config) else { return Ok(()) };
    let missing = app.packs.media().keep_for_room(owner.map(AccountId::as_str), cartridge.manifest(), &config).await?;
    match missing.first() {
        None => Ok(()),
        Some(setting) => Err(ApiError::no_media(setting)),
    }
}

/// Returns a stored configuration without the files that `owner` no longer has, and keeps the others for a room.
///
/// # Errors
/// `unavailable` when the database fails.
pub(super) async fn without_missing_media(
    app: &App,
    owner: Option<&AccountId>,
    cartridge: &str,
    stored: &RawValue,
) -> Result<Box<RawValue>, ApiError> {
    let Some((cartridge, mut config)) = parsed(app, cartridge, Some(stored)) else { return Ok(stored.to_owned()) };
    let manifest = cartridge.manifest();
    let missing = app.packs.media().keep_for_room(owner.map(AccountId::as_str), manifest, &config).await?;
    if missing.is_empty() {
        return Ok(stored.to_owned());
    }
    for setting in missing {
        config.insert(setting.to_owned(), Value::Null);
    }
    to_raw_value(&config).map_err(|error| {
        tracing::error!(error = %chain(&error), "configuration not serialised");
        ApiError::unavailable()
    })
}

/// Returns the game and the settings of a configuration. Others have reported a configuration that is no object.
fn parsed<'a>(
    app: &'a App,
    cartridge: &str,
    config: Option<&RawValue>,
) -> Option<(&'a dyn Cartridge, Map<String, Value>)> {
    Some((app.sessions.registry().get(cartridge)?, serde_json::from_str(config?.get()).ok()?))
}
