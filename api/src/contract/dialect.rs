//! The sockets of other programs' clients, described: one for each dialect that a cartridge speaks.

use serde_json::{Map, Value, json};
use wpp_game::manifest::ForeignProtocolSchema;

/// A dialect's socket as a channel of the document.
pub(super) fn channel(dialect: &ForeignProtocolSchema, cartridge: &str, query: &Value, close_codes: &Value) -> Value {
    let told = dialect.server_messages.iter().map(|word| (word.0.to_owned(), message(word)));
    let said = dialect.client_messages.iter().map(|word| (heard(word.0), message(word)));
    json!({
        "address": format!("/ws/{}/{{code}}/", dialect.path),
        "description": format!("For sessions of `{cartridge}`; others are none to these clients."),
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": { "ws": { "query": query } },
        "messages": told.chain(said).collect::<Map<_, _>>(),
        "x-close-codes": close_codes,
    })
}

/// The names in the channel of what its clients are told, and of what they say.
pub(super) fn names(dialect: &ForeignProtocolSchema) -> (Vec<String>, Vec<String>) {
    let told = dialect.server_messages.iter().map(|(kind, ..)| (*kind).to_owned());
    (told.collect(), dialect.client_messages.iter().map(|(kind, ..)| heard(kind)).collect())
}

/// Types go by the same name both ways, and are described twice.
fn heard(kind: &str) -> String {
    format!("say.{kind}")
}

fn message((kind, words, data): &(&str, &str, Value)) -> Value {
    json!({ "name": kind, "title": words, "payload": {
        "type": "object",
        "required": ["type"],
        "properties": { "type": { "const": kind }, "data": data },
    }})
}
