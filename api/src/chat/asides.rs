//! What is told of the chat, as asides of a session: their kinds and their data.

use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use utoipa::ToSchema;
use wpp_game::{ids::PlayerId, time::Timestamp};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    chat::{ChatMessage, MessageId},
};

use super::Speaker;

/// A message: its data is a [`ChatMessage`].
pub const MESSAGE: &str = "chat.message";
/// A message was taken away: [`Removed`].
pub const REMOVED: &str = "chat.removed";
/// Somebody began or stopped typing: [`Typing`].
pub const TYPING: &str = "typing";

/// A message was taken away by the host, or by who said it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Removed {
    /// Which.
    pub message_id: MessageId,
}

/// Somebody began or stopped typing. Nobody is told of themselves.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Typing {
    /// Who: a player's id, or `host`.
    pub sender_id: String,
    /// Whether they do now.
    pub is_typing: bool,
}

/// The aside that tells a message.
///
/// # Errors
/// None that can happen: the data is plain.
pub fn message(message: &ChatMessage) -> serde_json::Result<Broadcast> {
    let aside = private(MESSAGE, BroadcastLane::Reliable, message.created_at, message)?;
    Ok(Broadcast { number: u64::try_from(message.number).ok(), ..aside })
}

/// The aside that tells that a message was taken away.
///
/// # Errors
/// None that can happen: the data is plain.
pub fn removed(message_id: MessageId, at: Timestamp) -> serde_json::Result<Broadcast> {
    private(REMOVED, BroadcastLane::Reliable, at, &Removed { message_id })
}

/// The aside that tells who types.
///
/// # Errors
/// None that can happen: the data is plain.
pub fn typing(speaker: &Speaker, is_typing: bool, at: Timestamp) -> serde_json::Result<Broadcast> {
    let typing = Typing { sender_id: speaker.id().to_owned(), is_typing };
    let aside = private(TYPING, BroadcastLane::Latest, at, &typing)?;
    Ok(Broadcast { from: Some(PlayerId(speaker.id().to_owned())), echo: false, ..aside })
}

fn private(kind: &str, lane: BroadcastLane, at: Timestamp, data: &impl Serialize) -> serde_json::Result<Broadcast> {
    let (kind, data) = (kind.to_owned(), to_raw_value(data)?);
    Ok(Broadcast { kind, lane, from: None, echo: true, private: true, number: None, order: None, at, data })
}
