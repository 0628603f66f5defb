//! A chat message and its id, as clients receive them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::chat_message;
use wpp_game::time::Timestamp;

use super::session_key::SessionKey;

/// A message's id, opaque to clients. The id contains the session's creation time and the message's number.
/// Ids are unique on the platform, and ids of one session sort by age.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "m19aa4c3e5f0-00000042")]
pub struct MessageId(String);

impl MessageId {
    /// Returns the id of message `number` of a session's chat.
    #[must_use]
    pub fn new(session: &SessionKey, number: i64) -> Self {
        Self(format!("m{:x}-{number:08}", session.born.millis()))
    }

    /// Returns the number of the message in this session's chat. `None` when the id is malformed or belongs to
    /// another session.
    #[must_use]
    pub fn number(&self, session: &SessionKey) -> Option<i64> {
        let number = self.0.rsplit_once('-')?.1.parse().ok()?;
        (number > 0 && *self == Self::new(session, number)).then_some(number)
    }

    /// Wraps an id sent by a client, without a check.
    #[must_use]
    pub fn from_client(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A message of a session's chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatMessage {
    /// Unique id.
    pub message_id: MessageId,
    /// Number in the chat, from 1 and without gaps.
    pub number: i64,
    /// Text: 1 to 2000 characters, cleaned, possibly several lines. Empty when the message was removed.
    pub content: String,
    /// The sender: a player's id, or `host`.
    pub sender_id: String,
    /// The sender's nickname at the time of the post.
    pub sender_name: String,
    /// Time at which the server stored the message.
    pub created_at: Timestamp,
    /// The sender's id for the message, if the sender chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Whether the message was removed. Absent when `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl ChatMessage {
    pub(super) fn of(session: &SessionKey, row: chat_message::Model) -> Self {
        Self {
            message_id: MessageId::new(session, row.number),
            number: row.number,
            content: row.content,
            sender_id: row.sender_id,
            sender_name: row.sender_name,
            created_at: Timestamp::from_millis(row.created_at),
            client_id: row.client_id,
            removed: row.removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use wpp_game::ids::SessionCode;

    use super::*;

    fn key(born: i64) -> SessionKey {
        SessionKey { code: SessionCode::parse("KWXTRN").unwrap(), born: Timestamp::from_millis(born) }
    }

    #[test]
    fn ids_resolve_in_their_own_session_only() {
        let session = key(1_800_000_000_000);
        let id = MessageId::new(&session, 42);
        assert_eq!(id.number(&session), Some(42));
        assert_eq!(id.number(&key(1_800_000_000_001)), None);
        assert!(id < MessageId::new(&session, 43) && MessageId::new(&session, 99) < MessageId::new(&session, 100));
        for wrong in ["", "42", "m-1", "m1a3185c5000-42", "m1a3185c5000-00000000", "m1a3185c5000--0000001"] {
            assert_eq!(MessageId::from_client(wrong).number(&session), None, "{wrong}");
        }
    }
}
