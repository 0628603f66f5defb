//! What a client says, and what it is answered.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_game::ids::PlayerId;
use wpp_runtime::chat::SessionKey;

use super::{
    chatter,
    frames::{AckData, ErrorData, PongData},
};
use crate::{
    act::{Action, act},
    app::App,
    chat::{Speaker, typing},
    error::ApiError,
};

/// Whose connection it is, and to what.
pub(super) struct Who<'a> {
    pub(super) session: SessionKey,
    pub(super) cartridge: String,
    /// The player; `None` is a screen.
    pub(super) player: Option<&'a PlayerId>,
    /// Who may speak in the chat; `None` for who only looks.
    pub(super) speaker: Option<Speaker>,
}

impl Who<'_> {
    /// Their connection ends: whoever typed has stopped.
    pub(super) async fn hangs_up(&self, app: &App) {
        if let Some(speaker) = &self.speaker {
            typing::note(app, &self.session, speaker, false).await;
        }
    }
}

/// A client's message.
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
    /// The message that `text` is, if it is one.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[derive(Deserialize)]
struct Ping {
    #[serde(default)]
    timestamp: Option<Box<RawValue>>,
}

/// What the client is told in return.
pub(super) enum Reply {
    /// Nothing: what has no `id` and is of the moment alone wants no answer.
    None,
    Pong(PongData),
    Ack(AckData),
    Error(ErrorData),
}

impl Reply {
    /// A refusal of the message `id`.
    pub(super) fn refuse(id: Option<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self::Error(ErrorData { id, code, message: message.into() })
    }
}

impl From<(Option<String>, ApiError)> for Reply {
    fn from((id, problem): (Option<String>, ApiError)) -> Self {
        Self::refuse(id, problem.code.as_str(), problem.detail)
    }
}

/// Does what a client's text frame says.
pub(super) async fn obey(app: &App, who: &Who<'_>, text: &str) -> Reply {
    let Message { kind, id, data } = match serde_json::from_str(text) {
        Ok(message) => message,
        Err(error) => {
            return Reply::refuse(
                None,
                "invalid_input",
                format!("A message is {{\"type\", \"id\", \"data\"}}: {error}."),
            );
        }
    };
    if kind == "ping" {
        let ping = data.and_then(|data| serde_json::from_str::<Ping>(data.get()).ok());
        let timestamp = ping.and_then(|ping| ping.timestamp);
        return Reply::Pong(PongData { timestamp, server_time: app.sessions.clock().now() });
    }
    if chatter::is_chat(&kind) {
        return chatter::obey(app, who, &kind, id, data.as_deref()).await;
    }
    let Some(player_id) = who.player.cloned() else {
        return Reply::refuse(id, "not_allowed", "Only players act in the game; this is a screen.");
    };
    let Some(id) = id else {
        return Reply::refuse(
            None,
            "invalid_input",
            "A message needs an `id` of its own, so that sending it twice is harmless.",
        );
    };
    match act(app, &who.session.code, &who.cartridge, player_id, Action { id: id.clone(), kind, data }).await {
        Ok(ack) => Reply::Ack(ack),
        Err(problem) => Reply::from((Some(id), problem)),
    }
}

/// The `id` of a message that is not obeyed.
pub(super) fn id_of(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        id: Option<String>,
    }
    serde_json::from_str::<Named>(text).ok().and_then(|named| named.id)
}
