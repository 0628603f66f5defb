//! The socket, described.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use wpp_game::{manifest::vocabulary, session::SessionEvent};
use wpp_runtime::chat::ChatMessage;

use super::{
    cartridge::{self, AnyView},
    chat, dialect,
    messages::{Messages, message},
};
use crate::{
    chat::{
        ReadUpTo,
        asides::{self, Removed, Typing},
    },
    socket::{
        chat::ChatError,
        close::Close,
        frames::{AckData, ErrorData, PongData, ResumedData, SnapshotData},
    },
};

/// The socket as AsyncAPI 3.0.
#[must_use]
pub fn asyncapi() -> Value {
    let mut schemas = Schemas::default();
    let mut events = Messages::default();
    let mut passed = Messages::default();
    let mut actions = Messages::default();
    let ping = json!({ "type": "object", "properties": { "timestamp": {} } });
    actions.add("ping", None, ping).titled("Find the clock's offset: the answer is `pong`.");
    for (kind, words, data) in chat::actions() {
        actions.add(kind, None, data).titled(words);
    }
    for (kind, data) in schemas.variants::<SessionEvent>() {
        events.add(&kind, None, data);
    }
    let mut dialects = Vec::new();
    for cartridge in cartridge::cartridges() {
        dialects.extend(cartridge.speaks.foreign_protocol.clone().map(|dialect| (cartridge.kind.clone(), dialect)));
        let speaks = cartridge.speaks;
        for (kind, data) in speaks.events {
            events.add(&kind, Some(&cartridge.kind), data);
        }
        for (kind, words, data) in speaks.actions {
            actions.add(kind, Some(&cartridge.kind), data).titled(words);
        }
        for aside in speaks.ephemeral {
            passed.add(aside.kind, Some(&cartridge.kind), aside.received).titled(aside.description);
            actions.add(aside.kind, Some(&cartridge.kind), aside.sent).titled(aside.description);
        }
        schemas.collected.extend(speaks.schemas);
    }
    let unnumbered = [
        ("session.snapshot", schemas.reference::<SnapshotData<AnyView>>()),
        ("session.resumed", schemas.reference::<ResumedData>()),
        ("pong", schemas.reference::<PongData>()),
        ("ack", schemas.reference::<AckData>()),
        ("error", schemas.reference::<ErrorData>()),
        (asides::MESSAGE, schemas.reference::<ChatMessage>()),
        (asides::REMOVED, schemas.reference::<Removed>()),
        (asides::TYPING, schemas.reference::<Typing>()),
    ];
    schemas.reference::<ReadUpTo>();
    schemas.reference::<ChatError>();
    schemas.let_lobbies_have_no_view();

    let mut messages = Map::new();
    for (kind, spoken) in events.iter() {
        messages.insert(kind.clone(), spoken.said(kind, true));
    }
    for (kind, data) in &unnumbered {
        messages.insert((*kind).to_owned(), message(kind, data, false));
    }
    for (kind, spoken) in passed.iter() {
        messages.insert(kind.clone(), spoken.said(kind, false));
    }
    // What is passed on goes by the same name both ways, and is described twice.
    let key =
        |kind: &str| if passed.kinds().any(|told| told == kind) { format!("say.{kind}") } else { kind.to_owned() };
    for (kind, spoken) in actions.iter() {
        messages.insert(key(kind), spoken.heard(kind));
    }
    let answers = unnumbered.map(|(kind, _)| kind.to_owned());
    let sent: Vec<String> = events.kinds().chain(passed.kinds()).chain(answers).collect();
    let received: Vec<String> = actions.kinds().map(|kind| key(&kind)).collect();
    let channel: Map<String, Value> =
        messages.keys().map(|kind| (kind.clone(), json!({"$ref": format!("#/components/messages/{kind}")}))).collect();
    let mut channels = json!({ "game": {
        "address": "/ws/game/{code}/",
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": { "ws": { "query": query() } },
        "messages": channel,
        "x-close-codes": close_codes(),
    }, "chat": chat::channel(|name| json!({"$ref": format!("#/components/schemas/{name}")}), &close_codes()) });
    let mut operations = Map::new();
    let mut operate = |channel: &str, sent: &[String], received: &[String]| {
        for (action, name, kinds) in [("send", "hear", sent), ("receive", "say", received)] {
            // The game's own socket came first, and its operations have no other name.
            let name = if channel == "game" { name.to_owned() } else { format!("{name}.{channel}") };
            let messages: Vec<Value> =
                kinds.iter().map(|kind| json!({"$ref": format!("#/channels/{channel}/messages/{kind}")})).collect();
            let channel = json!({"$ref": format!("#/channels/{channel}")});
            operations.insert(name, json!({ "action": action, "channel": channel, "messages": messages }));
        }
    };
    operate("game", &sent, &received);
    let (told, said) = chat::names(&channels["chat"]);
    operate("chat", &told, &said);
    for (cartridge, spoken) in dialects {
        let (told, said) = dialect::names(&spoken);
        operate(spoken.path, &told, &said);
        channels[spoken.path] = dialect::channel(&spoken, &cartridge, &who(), &close_codes());
    }
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Weirsøe Party Protocol",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The snapshot is the authority. An event with the same epoch and seq = last + 1 is \
                            exact and may be applied; anything else is a hint to fetch the snapshot.",
        },
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages, "schemas": schemas.collected },
    })
}

/// Schemas that messages refer to.
#[derive(Default)]
struct Schemas {
    collected: BTreeMap<String, Value>,
}

impl Schemas {
    /// Adds `T` and all it refers to; returns a reference to it.
    fn reference<T: ToSchema>(&mut self) -> Value {
        self.collected.extend(vocabulary::collected::<T>());
        vocabulary::named::<T>(&mut self.collected)
    }

    /// Says of a snapshot's view that it may be `null`: of a generic field, utoipa writes down the
    /// argument and forgets the `Option` around it.
    fn let_lobbies_have_no_view(&mut self) {
        let view = self.reference::<AnyView>();
        if let Some(snapshot) = self.collected.get_mut("Snapshot_View") {
            let words = "The cartridge's public state; `null` in the lobby.";
            snapshot["properties"]["view"] = json!({ "description": words, "oneOf": [view, {"type": "null"}] });
        }
    }

    /// The variants of an enum written as `{"type", "data"}`, and all they refer to.
    fn variants<T: ToSchema>(&mut self) -> Vec<(String, Value)> {
        self.collected.extend(vocabulary::collected::<T>());
        vocabulary::variants::<T>()
    }
}

/// Who opens a socket.
fn who() -> Value {
    json!({ "type": "object", "properties": {
        "session_token": { "type": "string", "description": "A player's token." },
        "role": { "const": "host", "description": "Without a token: the public screen." },
        "token": { "type": "string", "description": "The host's token." },
    }})
}

/// Who opens a game's own socket, and from where on.
fn query() -> Value {
    let mut query = who();
    query["properties"]["epoch"] =
        json!({ "type": "string", "description": "With `since`: the numbering to resume in." });
    query["properties"]["since"] = json!({ "type": "integer", "description": "The last event the client has." });
    query
}

fn close_codes() -> Value {
    let family = |codes: &[Close]| -> Map<String, Value> {
        codes.iter().map(|close| (close.parts().0.to_string(), json!(close.parts().1))).collect()
    };
    json!({
        "come_back": family(&[Close::Restart, Close::Slow, Close::TooManyMessages]),
        "do_not": family(&[
            Close::NoToken, Close::UnknownPlayer, Close::InvalidToken, Close::NotAParticipant, Close::SessionOver,
            Close::TooLarge,
        ]),
    })
}
