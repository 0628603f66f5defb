//! The AsyncAPI channels of foreign protocols.

use serde_json::{Map, Value, json};
use wpp_game::manifest::{ForeignProtocolSchema, MessageSchema};

use super::handshake;

/// Returns a foreign protocol's socket as a channel.
pub(super) fn channel(protocol: &ForeignProtocolSchema, cartridge: &str, close_codes: &Value) -> Value {
    let sent = protocol.server_messages.iter().map(|schema| (schema.kind.to_owned(), message(schema)));
    let received = protocol.client_messages.iter().map(|schema| (client_key(schema.kind), message(schema)));
    json!({
        "address": format!("/ws/{}/{{code}}/", protocol.path),
        "description": format!("For sessions of `{cartridge}`. Sessions of other games are unknown at this address."),
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": handshake::bindings(&handshake::token_query()),
        "messages": sent.chain(received).collect::<Map<_, _>>(),
        "x-close-codes": close_codes,
    })
}

/// Returns the keys of the server's messages and of the clients' messages within the channel.
pub(super) fn keys(protocol: &ForeignProtocolSchema) -> (Vec<String>, Vec<String>) {
    let sent = protocol.server_messages.iter().map(|schema| schema.kind.to_owned());
    (sent.collect(), protocol.client_messages.iter().map(|schema| client_key(schema.kind)).collect())
}

/// Returns the key of a client message. The prefix distinguishes it from a server message of the same type.
fn client_key(kind: &str) -> String {
    format!("say.{kind}")
}

fn message(MessageSchema { kind, description, data }: &MessageSchema) -> Value {
    json!({ "name": kind, "title": description, "payload": {
        "type": "object",
        "required": ["type"],
        "properties": { "type": { "const": kind }, "data": data },
    }})
}
