//! What a session's asides are called here.

use axum::body::Bytes;
use wpp_game::ids::SessionCode;
use wpp_runtime::broadcast::Broadcast;

use crate::{
    chat::asides::{MESSAGE, REMOVED, TYPING},
    socket::{dialect::ForeignProtocol, outlet::framed},
};

/// Flat messages, and nothing but the chat.
pub(super) struct Chat;

impl ForeignProtocol for Chat {
    fn name(&self) -> &'static str {
        "chat"
    }

    fn aside(&self, _: &SessionCode, _: &str, aside: &Broadcast) -> Option<Bytes> {
        let kind = match aside.kind.as_str() {
            MESSAGE => "message",
            TYPING => "typing",
            REMOVED => "message_removed",
            _ => return None,
        };
        flat(kind, aside.data.get()).map(framed)
    }

    fn counts(&self, kind: &str) -> bool {
        kind == MESSAGE
    }
}

/// The fields of the object `data` beside its type; `None` when it is no object with fields.
pub(super) fn flat(kind: &'static str, data: &str) -> Option<String> {
    let fields = data.strip_prefix('{').filter(|fields| *fields != "}")?;
    Some(format!(r#"{{"type":"{kind}",{fields}"#))
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use wpp_game::time::Timestamp;
    use wpp_runtime::broadcast::BroadcastLane;

    use super::*;

    fn said(kind: &str, data: &str) -> Option<String> {
        let aside = Broadcast {
            kind: kind.into(),
            lane: BroadcastLane::Reliable,
            from: None,
            echo: true,
            private: true,
            number: None,
            order: None,
            at: Timestamp::from_millis(0),
            data: RawValue::from_string(data.into()).unwrap(),
        };
        let frame = Chat.aside(&SessionCode::parse("KWXTR").unwrap(), "e", &aside)?;
        // A short text frame has two bytes before its text.
        Some(String::from_utf8(frame[2..].to_vec()).unwrap())
    }

    #[test]
    fn messages_are_flat_and_what_is_not_chat_is_left_out() {
        let message = said(MESSAGE, r#"{"content":"hi"}"#).unwrap();
        assert_eq!(message, r#"{"type":"message","content":"hi"}"#);
        assert_eq!(said(TYPING, r#"{"is_typing":true}"#).unwrap(), r#"{"type":"typing","is_typing":true}"#);
        assert_eq!(said(REMOVED, r#"{"message_id":"m1"}"#).unwrap(), r#"{"type":"message_removed","message_id":"m1"}"#);
        assert_eq!(said("chord_change", r#"{"chord":"G"}"#), None);
    }
}
