//! What a player does, whichever way it came: over the socket or over REST.

use serde_json::value::RawValue;
use wpp_game::contract::ErrorCode;
use wpp_game::{
    driver::Lane,
    ids::{PlayerId, SessionCode},
    session::Command,
};

use crate::{app::App, error::ApiError, socket::frames::AckData};

/// An action as a client named it.
pub(crate) struct Action {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// Nothing reads as `{}`.
    pub(crate) data: Option<Box<RawValue>>,
}

/// Has the game take what a client asks for.
pub(crate) async fn act(
    app: &App,
    code: &SessionCode,
    cartridge: &str,
    player_id: PlayerId,
    action: Action,
) -> Result<AckData, ApiError> {
    if app.sessions.registry().get(cartridge).is_some_and(|cartridge| cartridge.is_internal_action(&action.kind)) {
        return Err(ApiError::new(ErrorCode::InvalidInput, "this game has no action of that type").at("type"));
    }
    hand_in(app, code, cartridge, player_id, action).await
}

/// Has the game take an action of `player_id`, in the lane its cartridge gives it.
pub(crate) async fn hand_in(
    app: &App,
    code: &SessionCode,
    cartridge: &str,
    player_id: PlayerId,
    action: Action,
) -> Result<AckData, ApiError> {
    let Action { id, kind, data } = action;
    let lane = app.sessions.registry().get(cartridge).map_or(Lane::Reliable, |cartridge| cartridge.lane(&kind));
    let data = match data {
        Some(data) => data,
        None => {
            RawValue::from_string("{}".to_owned()).map_err(|e| ApiError::new(ErrorCode::InvalidInput, e.to_string()))?
        }
    };
    let command = Command::Action { player_id, id: id.clone(), kind, data };
    let answer = app.batchers.submit(code, lane, command).await?;
    Ok(AckData::new(id, &answer))
}
