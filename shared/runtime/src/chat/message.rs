//! A message as people see it, and the name it has.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::chat_message;
use wpp_game::time::Timestamp;

use super::SessionKey;

/// A message's name: opaque to clients. It names the session's birth and the message's number, so
/// that no two messages of the platform have the same, and names of one session sort by age.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "m19aa4c3e5f0-00000042")]
pub struct MessageId(String);

impl MessageId {
    /// The name of the message `number` of a session's chat.
    #[must_use]
    pub fn new(session: &SessionKey, number: i64) -> Self {
        Self(format!("m{:x}-{number:08}", session.born.millis()))
    }

    /// The number of the message with this name in this session's chat; `None` when no message of
    /// it could have the name.
    #[must_use]
    pub fn number(&self, session: &SessionKey) -> Option<i64> {
        let number = self.0.rsplit_once('-')?.1.parse().ok()?;
        (number > 0 && *self == Self::new(session, number)).then_some(number)
    }

    /// The name a client wrote, which may be none at all.
    #[must_use]
    pub fn written(text: impl Into<String>) -> Self {
        Self(text.into())
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
    /// Its name.
    pub message_id: MessageId,
    /// Its place in the chat, from 1 and without a gap.
    pub number: i64,
    /// What was said: 1 to 2000 characters, clean; it may have several lines.
    pub content: String,
    /// Who said it: a player's id, or `host`.
    pub sender_id: String,
    /// What they were called when they said it.
    pub sender_name: String,
    /// When it was taken.
    pub created_at: Timestamp,
    /// What its sender calls it, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Whether it was taken away; then `content` is empty. Absent when not.
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
        SessionKey { code: SessionCode::parse("KWXTR").unwrap(), born: Timestamp::from_millis(born) }
    }

    #[test]
    fn a_name_leads_back_to_its_message_and_to_no_other_session_s() {
        let session = key(1_800_000_000_000);
        let name = MessageId::new(&session, 42);
        assert_eq!(name.number(&session), Some(42));
        assert_eq!(name.number(&key(1_800_000_000_001)), None);
        assert!(name < MessageId::new(&session, 43) && MessageId::new(&session, 99) < MessageId::new(&session, 100));
        for wrong in ["", "42", "m-1", "m1a3185c5000-42", "m1a3185c5000-00000000", "m1a3185c5000--0000001"] {
            assert_eq!(MessageId::from_client(wrong).number(&session), None, "{wrong}");
        }
    }
}
