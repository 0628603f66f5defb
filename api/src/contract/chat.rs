//! The chat in the AsyncAPI document: its messages on the game socket, and the channel of the chat socket.

use serde_json::{Map, Value, json};

use super::handshake;

/// Returns the chat messages that clients send over the game socket: type, title and data.
pub(super) fn actions() -> [(&'static str, &'static str, Value); 3] {
    [
        (
            "chat.send",
            "Post a message. The `ack` contains the `message`. A repeated `id` posts no second message.",
            object(&[("content", json!({ "type": "string", "minLength": 1 }))]),
        ),
        (
            "chat.typing",
            "Report that the participant types, or stopped. Without an `id` there is no `ack`.",
            object(&[("is_typing", json!({ "type": "boolean" }))]),
        ),
        (
            "chat.read",
            "Move the read position. The `ack` contains `read_up_to` and `unread`.",
            object(&[("message_id", json!({ "type": "string" }))]),
        ),
    ]
}

/// Returns the chat socket as a channel. Its messages are flat.
pub(super) fn channel(refer: impl Fn(&str) -> Value, close_codes: &Value) -> Value {
    let tagged = |kind: &str, fields: Value| json!({ "allOf": [{ "type": "object", "properties": { "type": { "const": kind } } }, fields] });
    let message = |kind: &str, title: &str, payload: Value| json!({ "name": kind, "title": title, "payload": payload });
    let mut messages = Map::new();
    let mut add = |key: &str, kind: &str, title: &str, fields: Value| {
        messages.insert(key.to_owned(), message(kind, title, tagged(kind, fields)));
    };
    add(
        "message",
        "message",
        "A participant posted a message. All participants receive it, once and in order.",
        refer("ChatMessage"),
    );
    add("typing", "typing", "Another participant types, or stopped typing.", refer("Typing"));
    add("message_removed", "message_removed", "A message was deleted.", refer("Removed"));
    add("read", "read", "The read position of this participant.", refer("ReadUpTo"));
    add("pong", "pong", "The answer to `ping`.", refer("PongData"));
    add("error", "error", "The message was rejected and changed nothing.", refer("ChatError"));
    let text = json!({ "type": "string" });
    let content = object(&[("content", text.clone()), ("id", text.clone())]);
    add("say.message", "message", "Post a message. A repeated `id` returns the stored message.", content);
    add(
        "say.typing",
        "typing",
        "Report that the participant types, or stopped.",
        object(&[("is_typing", json!({ "type": "boolean" }))]),
    );
    add("say.read", "read", "Move the read position.", object(&[("message_id", text)]));
    add("say.ping", "ping", "Check the connection: the answer is `pong`.", object(&[("timestamp", json!({}))]));
    json!({
        "address": "/ws/sessions/{code}/",
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": handshake::bindings(&object(&[("token", json!({
            "type": "string", "description": "The token of a player or of the host.",
        }))])),
        "messages": messages,
        "x-close-codes": close_codes,
    })
}

/// Returns the keys of the server's messages and of the clients' messages within the [`channel`].
pub(super) fn keys(channel: &Value) -> (Vec<String>, Vec<String>) {
    let messages = channel["messages"].as_object().into_iter().flatten();
    let names = messages.map(|(name, _)| name.clone());
    names.partition(|name| !name.starts_with("say."))
}

fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect();
    json!({ "type": "object", "properties": properties })
}
