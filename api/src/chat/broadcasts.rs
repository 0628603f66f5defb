//! Broadcasts of the chat: their kinds and their data.

use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use utoipa::ToSchema;
use wpp_game::{ids::PlayerId, time::Timestamp};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    chat::{ChatMessage, MessageId},
};

use super::Participant;

/// Kind of a broadcast with a posted message. The data is a [`ChatMessage`].
pub const MESSAGE: &str = "chat.message";
/// Kind of a broadcast about a deleted message. The data is [`Removed`].
pub const REMOVED: &str = "chat.removed";
/// Kind of a typing indicator. The data is [`Typing`].
pub const TYPING: &str = "typing";

/// The host or the sender deleted a message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Removed {
    /// The deleted message.
    pub message_id: MessageId,
}

/// A participant started or stopped typing. The participant does not receive this message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Typing {
    /// A player id, or `host`.
    pub sender_id: String,
    /// `true` while the participant types.
    pub is_typing: bool,
}

/// Creates the broadcast of a posted message.
///
/// # Errors
/// The data cannot be serialised; does not occur for these types.
pub fn message(message: &ChatMessage) -> serde_json::Result<Broadcast> {
    let broadcast = private(MESSAGE, BroadcastLane::Reliable, message.created_at, message)?;
    Ok(Broadcast { number: u64::try_from(message.number).ok(), ..broadcast })
}

/// Creates the broadcast of a deleted message.
///
/// # Errors
/// The data cannot be serialised; does not occur for these types.
pub fn removed(message_id: MessageId, at: Timestamp) -> serde_json::Result<Broadcast> {
    private(REMOVED, BroadcastLane::Reliable, at, &Removed { message_id })
}

/// Creates a typing indicator. Its sender does not receive it.
///
/// # Errors
/// The data cannot be serialised; does not occur for these types.
pub fn typing(participant: &Participant, is_typing: bool, at: Timestamp) -> serde_json::Result<Broadcast> {
    let typing = Typing { sender_id: participant.id().to_owned(), is_typing };
    let broadcast = private(TYPING, BroadcastLane::Latest, at, &typing)?;
    Ok(Broadcast { from: Some(PlayerId(participant.id().to_owned())), echo: false, ..broadcast })
}

fn private(kind: &str, lane: BroadcastLane, at: Timestamp, data: &impl Serialize) -> serde_json::Result<Broadcast> {
    let (kind, data) = (kind.to_owned(), to_raw_value(data)?);
    let (private, screens_only) = (true, false);
    Ok(Broadcast { kind, lane, from: None, echo: true, private, screens_only, number: None, order: None, at, data })
}
