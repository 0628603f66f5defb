//! The AsyncAPI document: all sockets and their messages.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use wpp_game::{
    manifest::{EventSchema, ForeignProtocolSchema, MessageSchema, vocabulary},
    registry::Registry,
    session::SessionEvent,
};
use wpp_runtime::chat::ChatMessage;

use super::{
    chat, foreign, handshake,
    messages::{Messages, server_message},
};
use crate::{
    chat::{
        ReadUpTo,
        broadcasts::{self, Removed, Typing},
    },
    lobby::{self, Hopped},
    schema::{self, AnyView, CartridgeSchemas},
    wire::{
        close::Close,
        frames::{AckData, ErrorData, PongData, ResumedData, SnapshotData},
    },
    ws::protocol::chat::ChatError,
};

/// Returns the sockets of a server with these games, as AsyncAPI 3.0.
#[must_use]
pub fn asyncapi(games: &Registry) -> Value {
    let cartridges = schema::cartridges(games);
    let (foreign_protocols, view) = (foreign_protocols(&cartridges), schema::any_view(&cartridges));
    let mut schemas = Schemas::default();
    let game = GameMessages::collect(&mut schemas, cartridges);
    let GameChannel { messages, sent, received } = game.into_channel(&mut schemas);
    schemas.collected.insert(AnyView::name().into_owned(), json!(view));

    let references: Map<String, Value> =
        messages.keys().map(|kind| (kind.clone(), json!({"$ref": format!("#/components/messages/{kind}")}))).collect();
    let chat = chat::channel(|name| json!({"$ref": format!("#/components/schemas/{name}")}), &close_codes());
    let mut channels = json!({ "game": {
        "address": "/ws/game/{code}/",
        "parameters": { "code": { "description": "The session's code." } },
        "bindings": handshake::bindings(&handshake::game_query()),
        "messages": references,
        "x-close-codes": close_codes(),
    }, "chat": chat });
    let mut operations = Map::new();
    add_operations(&mut operations, "game", &sent, &received);
    let (sent, received) = chat::keys(&channels["chat"]);
    add_operations(&mut operations, "chat", &sent, &received);
    for (cartridge, protocol) in foreign_protocols {
        let (sent, received) = foreign::keys(&protocol);
        add_operations(&mut operations, protocol.path, &sent, &received);
        channels[protocol.path] = foreign::channel(&protocol, &cartridge, &close_codes());
    }
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Weirsøe Party Protocol",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The snapshot is authoritative. A client may apply an event with the same epoch and \
                            seq = last + 1. Any other event only means that the client must fetch the snapshot.",
        },
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages, "schemas": schemas.collected },
    })
}

/// The messages of the game socket, by direction.
#[derive(Default)]
struct GameMessages {
    /// Events of the numbered stream.
    events: Messages,
    /// Ephemeral messages, as the server broadcasts them.
    ephemeral: Messages,
    /// Messages from clients.
    actions: Messages,
}

/// The game socket's part of the document.
struct GameChannel {
    /// All messages by their key.
    messages: Map<String, Value>,
    /// Keys of the server's messages.
    sent: Vec<String>,
    /// Keys of the clients' messages.
    received: Vec<String>,
}

impl GameMessages {
    /// Collects the messages of the platform and of all cartridges.
    fn collect(schemas: &mut Schemas, cartridges: Vec<CartridgeSchemas>) -> Self {
        let Self { mut events, mut ephemeral, mut actions } = Self::default();
        let ping = json!({ "type": "object", "properties": { "timestamp": {} } });
        actions.add("ping", None, ping).titled("Measure the offset of the client's clock. The answer is `pong`.");
        let hop = json!({ "type": "object" });
        actions
            .add(lobby::HOP, None, hop)
            .titled("Let the player's figure hop on the room's other screens, in the lobby.");
        for (kind, title, data) in chat::actions() {
            actions.add(kind, None, data).titled(title);
        }
        for EventSchema { kind, data } in schemas.variants::<SessionEvent>() {
            events.add(&kind, None, data);
        }
        for cartridge in cartridges {
            let vocabulary = cartridge.vocabulary;
            for EventSchema { kind, data } in vocabulary.events {
                events.add(&kind, Some(&cartridge.kind), data);
            }
            for MessageSchema { kind, description, data } in vocabulary.actions {
                actions.add(kind, Some(&cartridge.kind), data).titled(description);
            }
            for message in vocabulary.ephemeral {
                ephemeral.add(message.kind, Some(&cartridge.kind), message.received).titled(message.description);
                actions.add(message.kind, Some(&cartridge.kind), message.sent).titled(message.description);
            }
            schemas.collected.extend(vocabulary.schemas);
        }
        Self { events, ephemeral, actions }
    }

    fn into_channel(self, schemas: &mut Schemas) -> GameChannel {
        let Self { events, ephemeral, actions } = self;
        let unnumbered = [
            ("session.snapshot", schemas.reference::<SnapshotData<AnyView>>()),
            ("session.resumed", schemas.reference::<ResumedData>()),
            ("pong", schemas.reference::<PongData>()),
            ("ack", schemas.reference::<AckData>()),
            ("error", schemas.reference::<ErrorData>()),
            (broadcasts::MESSAGE, schemas.reference::<ChatMessage>()),
            (broadcasts::REMOVED, schemas.reference::<Removed>()),
            (broadcasts::TYPING, schemas.reference::<Typing>()),
            (lobby::HOPPED, schemas.reference::<Hopped>()),
        ];
        schemas.reference::<ReadUpTo>();
        schemas.reference::<ChatError>();
        schemas.make_view_nullable();

        let mut messages = Map::new();
        for (kind, message) in events.iter() {
            messages.insert(kind.clone(), message.server_message(kind, true));
        }
        for (kind, data) in &unnumbered {
            messages.insert((*kind).to_owned(), server_message(kind, data, false));
        }
        for (kind, message) in ephemeral.iter() {
            messages.insert(kind.clone(), message.server_message(kind, false));
        }
        // Some messages have the same type in both directions. The client's message then gets a prefixed key.
        let key = |kind: &str| {
            let is_sent = events.kinds().chain(ephemeral.kinds()).any(|sent| sent == kind);
            if is_sent { format!("say.{kind}") } else { kind.to_owned() }
        };
        for (kind, message) in actions.iter() {
            messages.insert(key(kind), message.client_message(kind));
        }
        let answers = unnumbered.map(|(kind, _)| kind.to_owned());
        let sent = events.kinds().chain(ephemeral.kinds()).chain(answers).collect();
        let received = actions.kinds().map(|kind| key(&kind)).collect();
        GameChannel { messages, sent, received }
    }
}

/// Returns the foreign protocols of all cartridges, with the key of the cartridge.
fn foreign_protocols(cartridges: &[CartridgeSchemas]) -> Vec<(String, ForeignProtocolSchema)> {
    let protocol = |one: &CartridgeSchemas| Some((one.kind.clone(), one.vocabulary.foreign_protocol.clone()?));
    cartridges.iter().filter_map(protocol).collect()
}

/// Adds the operations of one channel. Operations of the game channel have no suffix; clients rely on these names.
fn add_operations(operations: &mut Map<String, Value>, channel: &str, sent: &[String], received: &[String]) {
    for (action, name, keys) in [("send", "hear", sent), ("receive", "say", received)] {
        let name = if channel == "game" { name.to_owned() } else { format!("{name}.{channel}") };
        let messages: Vec<Value> =
            keys.iter().map(|key| json!({"$ref": format!("#/channels/{channel}/messages/{key}")})).collect();
        let channel = json!({"$ref": format!("#/channels/{channel}")});
        operations.insert(name, json!({ "action": action, "channel": channel, "messages": messages }));
    }
}

/// The schemas that messages reference.
#[derive(Default)]
struct Schemas {
    collected: BTreeMap<String, Value>,
}

impl Schemas {
    /// Adds `T` and all schemas that it references. Returns a reference to `T`.
    fn reference<T: ToSchema>(&mut self) -> Value {
        self.collected.extend(vocabulary::collected::<T>());
        vocabulary::named::<T>(&mut self.collected)
    }

    /// Marks a snapshot's view as nullable. utoipa drops the `Option` around a field of a generic type.
    fn make_view_nullable(&mut self) {
        let view = self.reference::<AnyView>();
        if let Some(snapshot) = self.collected.get_mut("Snapshot_View") {
            let description = "The cartridge's public state; `null` in the lobby.";
            snapshot["properties"]["view"] = json!({ "description": description, "oneOf": [view, {"type": "null"}] });
        }
    }

    /// Adds all schemas that the variants of an enum reference. Returns the variants, which serialise as
    /// `{"type", "data"}`.
    fn variants<T: ToSchema>(&mut self) -> Vec<EventSchema> {
        self.collected.extend(vocabulary::collected::<T>());
        vocabulary::variants::<T>()
    }
}

fn close_codes() -> Value {
    let family = |codes: &[Close]| -> Map<String, Value> {
        codes.iter().map(|close| (close.parts().0.to_string(), json!(close.parts().1))).collect()
    };
    json!({
        "come_back": family(&[Close::Restart, Close::Slow, Close::TooManyMessages]),
        "do_not": family(&[
            Close::NoToken, Close::UnknownPlayer, Close::InvalidToken, Close::NotAParticipant, Close::SessionOver,
            Close::ProtocolError, Close::InvalidUtf8, Close::TooLarge,
        ]),
    })
}
