//! Hops: a player taps their figure in the lobby, and it hops on all screens of the room.
//!
//! A hop is a broadcast, so nothing stores it. A screen that cannot keep up receives the latest hop of each player.

use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use utoipa::ToSchema;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};
use wpp_runtime::broadcast::{Broadcast, BroadcastLane};

use crate::{app::App, error::ApiError};

/// The type of the client's message.
pub const HOP: &str = "lobby.hop";
/// Kind of the broadcast about a hop. The data is [`Hopped`].
pub const HOPPED: &str = "lobby.hopped";

/// A player's figure hopped. The player does not receive this message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Hopped {
    /// The player whose figure hopped.
    pub player_id: PlayerId,
}

/// Publishes a hop of `player` to the other screens of the room.
///
/// # Errors
/// `too_many_requests` for a player, or a room, that hops too often. `unavailable` without the store.
pub async fn hop(app: &App, code: &SessionCode, player: &PlayerId) -> Result<(), ApiError> {
    if !app.limits.allows_hop(code, player.as_str()) {
        return Err(ApiError::too_many_requests(1));
    }
    let broadcast = broadcast(player, app.sessions.clock().now()).map_err(|_unreachable| ApiError::unavailable())?;
    Ok(app.sessions.broadcast(code, &broadcast).await?)
}

fn broadcast(player: &PlayerId, at: Timestamp) -> serde_json::Result<Broadcast> {
    Ok(Broadcast {
        kind: HOPPED.to_owned(),
        lane: BroadcastLane::Latest,
        from: Some(player.clone()),
        echo: false,
        order: None,
        private: false,
        screens_only: false,
        number: None,
        at,
        data: to_raw_value(&Hopped { player_id: player.clone() })?,
    })
}
