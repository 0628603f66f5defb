//! Client messages of the game socket: `ping`, `chat.*`, `lobby.hop`, and the actions of the game.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_game::contract::{ErrorCode, from_object};

use super::{
    chat,
    reply::{Reply, missing_id},
    sender::Sender,
};
use crate::{
    actions::Action,
    app::App,
    error::ApiError,
    lobby,
    realtime::room::Room,
    wire::frames::{AckData, PongData},
};

/// A client message.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    pub(super) data: Option<Box<RawValue>>,
}

impl Message {
    /// Parses a text frame. Returns `None` if it is not a message.
    pub(super) fn parse(text: &str) -> Option<Self> {
        from_object(text).ok()
    }
}

#[derive(Deserialize)]
struct Ping {
    #[serde(default)]
    timestamp: Option<Box<RawValue>>,
}

/// Executes a client's text frame and returns the answer.
///
/// Repeats an acknowledged action if `room` was compared with another store meanwhile, which may have lost the action. The
/// session applies it once.
pub(super) async fn execute(app: &App, room: &Room, sender: &Sender, text: &str) -> Reply {
    loop {
        let checks_begun = room.checks_begun();
        let reply = execute_once(app, sender, text).await;
        match &reply {
            Reply::Ack(data) if !room.acknowledge(data.seq, checks_begun) => {}
            _ => return reply,
        }
    }
}

async fn execute_once(app: &App, sender: &Sender, text: &str) -> Reply {
    let Message { kind, id, data } = match from_object(text) {
        Ok(message) => message,
        Err(error) => {
            let detail = format!("A message is {{\"type\", \"id\", \"data\"}}: {error}.");
            return Reply::error(None, ApiError::invalid(detail));
        }
    };
    if kind == "ping" {
        let ping = data.and_then(|data| from_object::<Ping>(data.get()).ok());
        let timestamp = ping.and_then(|ping| ping.timestamp);
        return Reply::Pong(PongData { timestamp, server_time: app.sessions.clock().now() });
    }
    if chat::is_chat(&kind) {
        return chat::execute(app, sender, &kind, id, data.as_deref()).await;
    }
    let Some(player_id) = sender.player.clone() else {
        let detail = "Only players can act, and this is a screen. Join as a player.";
        return Reply::error(id, ApiError::new(ErrorCode::NotAllowed, detail));
    };
    if kind == lobby::HOP && !sender.in_audience {
        return match (lobby::hop(app, &sender.session.code, &player_id).await, id) {
            (Err(error), id) => Reply::error(id, error),
            (Ok(()), Some(id)) => Reply::Ack(AckData { id, seq: 0, reply: serde_json::Map::new() }),
            (Ok(()), None) => Reply::None,
        };
    }
    let Some(id) = id else { return Reply::error(None, missing_id()) };
    let action = Action { id: id.clone(), kind, data };
    if sender.in_audience {
        return match app.audience.submit_action(&sender.session.code, player_id, action).await {
            Ok(ack) => Reply::Ack(ack),
            Err(error) => Reply::error(Some(id), error),
        };
    }
    match app.actions.submit_action(&sender.session.code, &sender.cartridge, player_id, action).await {
        Ok(ack) => Reply::Ack(ack),
        Err(error) => Reply::error(Some(id), error),
    }
}
