//! Flat frames of the chat socket.

use axum::body::Bytes;
use wpp_game::ids::SessionCode;
use wpp_runtime::broadcast::Broadcast;

use crate::{
    chat::broadcasts::{MESSAGE, REMOVED, TYPING},
    realtime::encoder::FrameEncoder,
    wire::writer::text_frame,
};

/// Encodes chat broadcasts as flat messages. Other broadcasts and events are not sent.
pub(super) struct ChatEncoder;

impl FrameEncoder for ChatEncoder {
    fn name(&self) -> &'static str {
        "chat"
    }

    fn broadcast(&self, _: &SessionCode, _: &str, broadcast: &Broadcast) -> Option<Bytes> {
        let kind = match broadcast.kind.as_str() {
            MESSAGE => "message",
            TYPING => "typing",
            REMOVED => "message_removed",
            _ => return None,
        };
        flatten(kind, broadcast.data.get()).map(text_frame)
    }

    fn is_numbered(&self, kind: &str) -> bool {
        kind == MESSAGE
    }
}

/// Adds `type` to the JSON object `data`. Returns `None` if `data` is not an object with at least one field.
pub(super) fn flatten(kind: &'static str, data: &str) -> Option<String> {
    let fields = data.strip_prefix('{').filter(|fields| *fields != "}")?;
    Some(format!(r#"{{"type":"{kind}",{fields}"#))
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use wpp_game::time::Timestamp;
    use wpp_runtime::broadcast::BroadcastLane;

    use super::*;

    fn encode(kind: &str, data: &str) -> Option<String> {
        let broadcast = Broadcast {
            kind: kind.into(),
            lane: BroadcastLane::Reliable,
            from: None,
            echo: true,
            private: true,
            screens_only: false,
            number: None,
            order: None,
            at: Timestamp::from_millis(0),
            data: RawValue::from_string(data.into()).unwrap(),
        };
        let frame = ChatEncoder.broadcast(&SessionCode::parse("KWXTRN").unwrap(), "e", &broadcast)?;
        // A short text frame has a header of two bytes.
        Some(String::from_utf8(frame[2..].to_vec()).unwrap())
    }

    #[test]
    fn encodes_flat_chat_messages_only() {
        let message = encode(MESSAGE, r#"{"content":"hi"}"#).unwrap();
        assert_eq!(message, r#"{"type":"message","content":"hi"}"#);
        assert_eq!(encode(TYPING, r#"{"is_typing":true}"#).unwrap(), r#"{"type":"typing","is_typing":true}"#);
        assert_eq!(
            encode(REMOVED, r#"{"message_id":"m1"}"#).unwrap(),
            r#"{"type":"message_removed","message_id":"m1"}"#
        );
        assert_eq!(encode("chord_change", r#"{"chord":"G"}"#), None);
    }
}
