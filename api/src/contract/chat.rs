//! The chat, described: as it comes over the game's socket, and its own.

use serde_json::{Map, Value, json};

/// What a phone says of the chat over the game's socket: type, words, data.
pub(super) fn actions() -> [(&'static str, &'static str, Value); 3] {
    [
        (
            "chat.send",
            "Say something: the `ack` carries the `message`. The same `id` twice is one message.",
            object(&[("content", json!({ "type": "string", "minLength": 1 }))]),
        ),
        (
            "chat.typing",
            "Say that one types, or has stopped. Needs no `id`, and has no answer then.",
            object(&[("is_typing", json!({ "type": "boolean" }))]),
        ),
        (
            "chat.read",
            "Say how far one has read: the `ack` carries `read_up_to` and `unread`.",
            object(&[("message_id", json!({ "type": "string" }))]),
        ),
    ]
}

/// The chat's own socket as a channel of the document. Its messages are flat.
pub(super) fn channel(refer: impl Fn(&str) -> Value, close_codes: &Value) -> Value {
    let tagged = |kind: &str, fields: Value| json!({ "allOf": [{ "type": "object", "properties": { "type": { "const": kind } } }, fields] });
    let said = |kind: &str, words: &str, payload: Value| json!({ "name": kind, "title": words, "payload": payload });
    let mut messages = Map::new();
    let mut add = |key: &str, kind: &str, words: &str, fields: Value| {
        messages.insert(key.to_owned(), said(kind, words, tagged(kind, fields)));
    };
    add("message", "message", "Somebody said something: everybody hears it, once and in order.", refer("ChatMessage"));
    add("typing", "typing", "Somebody else types, or has stopped.", refer("Typing"));
    add("message_removed", "message_removed", "A message was taken away.", refer("Removed"));
    add("read", "read", "How far one has read.", refer("ReadUpTo"));
    add("pong", "pong", "The answer to `ping`.", refer("PongData"));
    add("error", "error", "A message was refused, and changed nothing.", refer("ChatError"));
    let text = json!({ "type": "string" });
    let content = object(&[("content", text.clone()), ("id", text.clone())]);
    add("say.message", "message", "Say something. The same `id` twice is one message, with the same answer.", content);
    add(
        "say.typing",
        "typing",
        "Say that one types, or has stopped.",
        object(&[("is_typing", json!({ "type": "boolean" }))]),
    );
    add("say.read", "read", "Say how far one has read.", object(&[("message_id", text)]));
    add("say.ping", "ping", "Ask for a sign of life.", object(&[("timestamp", json!({}))]));
    json!({
        "address": "/ws/sessions/{code}/",
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": { "ws": { "query": object(&[("token", json!({
            "type": "string", "description": "A player's token, or the host's.",
        }))]) } },
        "messages": messages,
        "x-close-codes": close_codes,
    })
}

/// The names in the [`channel`] of what clients are told, and of what they say.
pub(super) fn names(channel: &Value) -> (Vec<String>, Vec<String>) {
    let messages = channel["messages"].as_object().into_iter().flatten();
    let names = messages.map(|(name, _)| name.clone());
    names.partition(|name| !name.starts_with("say."))
}

fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect();
    json!({ "type": "object", "properties": properties })
}
