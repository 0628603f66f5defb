//! The contract as machines read it, made from the types that are spoken.

mod config;
pub mod lifecycle;
pub mod reference;

use serde_json::{Map, Value, json, value::RawValue};
use utoipa::{
    OpenApi, PartialSchema, ToSchema,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use wpp_game::{
    cartridges::fib,
    session::{SessionEvent, snapshot::Snapshot},
};

pub use self::config::AnyConfig;
use crate::{
    routes,
    socket::{
        close::Close,
        frames::{AckData, ErrorData, PongData, ResumedData, SnapshotData},
    },
};

/// A snapshot of any cartridge: its view stays as the cartridge wrote it.
pub type AnySnapshot = Snapshot<Box<RawValue>>;

/// A snapshot as the documents describe it.
pub type ShownSnapshot = Snapshot<fib::View>;

/// What the document of the REST calls begins with.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Weirsøe Party Protocol",
        description = "One screen hosts, everybody plays on a phone, the server alone decides what happens when. \
                       The socket is described by /asyncapi.json.",
    ),
    modifiers(&Completed),
    tags(
        (name = "cartridges", description = "The games there are."),
        (name = "sessions", description = "Make a session, see it, steer it, end it."),
        (name = "players", description = "Join, act, be removed."),
        (name = "operation", description = "For whoever runs the server."),
        (name = "contract", description = "These descriptions."),
    )
)]
pub struct ApiDoc;

/// What the derived document does not say by itself.
struct Completed;

impl utoipa::Modify for Completed {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = |of: &str| {
            let jwt = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
            SecurityScheme::Http(jwt.description(Some(of)).build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", bearer("The host's or a player's token of this session."));
        components.add_security_scheme("account", bearer("An account's access token, good for 15 minutes."));
        // The argument of the generic snapshot, which utoipa refers to and does not collect.
        components.schemas.insert(fib::View::name().into_owned(), fib::View::schema());
    }
}

/// The REST calls as OpenAPI 3.1.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    routes::documented().into_openapi()
}

/// The socket as AsyncAPI 3.0.
#[must_use]
pub fn asyncapi() -> Value {
    let mut schemas = Schemas::default();
    let events = [schemas.variants::<SessionEvent>(), schemas.variants::<fib::Event>()].concat();
    let asides = [
        ("session.snapshot", schemas.reference::<SnapshotData<fib::View>>()),
        ("session.resumed", schemas.reference::<ResumedData>()),
        ("pong", schemas.reference::<PongData>()),
        ("ack", schemas.reference::<AckData>()),
        ("error", schemas.reference::<ErrorData>()),
    ];
    schemas.let_lobbies_have_no_view();

    let mut messages = Map::new();
    for (kind, data) in &events {
        messages.insert(kind.clone(), message(kind, data, true));
    }
    for (kind, data) in &asides {
        messages.insert((*kind).to_owned(), message(kind, data, false));
    }
    for (kind, data, title) in client_messages() {
        messages.insert(kind.to_owned(), client_message(kind, &data, title));
    }
    let sent: Vec<String> =
        events.iter().map(|(kind, _)| kind.clone()).chain(asides.map(|(kind, _)| kind.to_owned())).collect();
    let received: Vec<String> = client_messages().into_iter().map(|(kind, ..)| kind.to_owned()).collect();
    let references = |kinds: &[String]| -> Vec<Value> {
        kinds.iter().map(|kind| json!({"$ref": format!("#/channels/game/messages/{kind}")})).collect()
    };
    let channel: Map<String, Value> =
        messages.keys().map(|kind| (kind.clone(), json!({"$ref": format!("#/components/messages/{kind}")}))).collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Weirsøe Party Protocol",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The snapshot is the authority. An event with the same epoch and seq = last + 1 is \
                            exact and may be applied; anything else is a hint to fetch the snapshot.",
        },
        "channels": { "game": {
            "address": "/ws/game/{code}/",
            "parameters": { "code": { "description": "The session's code." } },
            "bindings": { "ws": { "query": query() } },
            "messages": channel,
            "x-close-codes": close_codes(),
        }},
        "operations": {
            "hear": { "action": "send", "channel": {"$ref": "#/channels/game"}, "messages": references(&sent) },
            "say": { "action": "receive", "channel": {"$ref": "#/channels/game"}, "messages": references(&received) },
        },
        "components": { "messages": messages, "schemas": schemas.collected },
    })
}

/// Schemas that messages refer to.
#[derive(Default)]
struct Schemas {
    collected: Map<String, Value>,
}

impl Schemas {
    fn collect<T: ToSchema>(&mut self) {
        let mut found = Vec::new();
        T::schemas(&mut found);
        for (name, schema) in found {
            self.collected.insert(name, json!(schema));
        }
    }

    /// Adds `T` and all it refers to; returns a reference to it.
    fn reference<T: ToSchema>(&mut self) -> Value {
        self.collect::<T>();
        self.collected.insert(T::name().into_owned(), json!(T::schema()));
        json!({"$ref": format!("#/components/schemas/{}", T::name())})
    }

    /// Says of a snapshot's view that it may be `null`: of a generic field, utoipa writes down the
    /// argument and forgets the `Option` around it.
    fn let_lobbies_have_no_view(&mut self) {
        let view = self.reference::<fib::View>();
        if let Some(snapshot) = self.collected.get_mut("Snapshot_View") {
            let words = "The cartridge's public state; `null` in the lobby.";
            snapshot["properties"]["view"] = json!({ "description": words, "oneOf": [view, {"type": "null"}] });
        }
    }

    /// The variants of an enum written as `{"type", "data"}`: each type with the schema of its data.
    fn variants<T: ToSchema + PartialSchema>(&mut self) -> Vec<(String, Value)> {
        self.collect::<T>();
        let schema = json!(T::schema());
        let variants = schema["oneOf"].as_array().cloned().unwrap_or_default();
        let read = |variant: &Value| {
            let properties = &variant["properties"];
            let kind = properties["type"]["enum"][0].as_str()?.to_owned();
            let mut data = properties["data"].clone();
            if let (Some(data), Some(words)) = (data.as_object_mut(), variant.get("description")) {
                data.entry("description").or_insert(words.clone());
            }
            Some((kind, data))
        };
        variants.iter().filter_map(read).collect()
    }
}

fn message(kind: &str, data: &Value, numbered: bool) -> Value {
    let mut required = vec!["type", "session", "epoch", "sent_at", "due_at", "data"];
    let mut properties = json!({
        "type": { "const": kind },
        "session": { "type": "string" },
        "epoch": { "type": "string" },
        "sent_at": { "type": "string", "format": "date-time" },
        "due_at": { "type": ["string", "null"], "format": "date-time", "description": "The deadline that caused it." },
        "data": data,
    });
    if numbered {
        required.push("seq");
        properties["seq"] = json!({ "type": "integer", "minimum": 1 });
    }
    json!({ "name": kind, "payload": { "type": "object", "required": required, "properties": properties } })
}

fn client_message(kind: &str, data: &Value, title: &str) -> Value {
    json!({ "name": kind, "title": title, "payload": {
        "type": "object",
        "required": ["type"],
        "properties": { "type": { "const": kind }, "id": { "type": "string", "maxLength": 64 }, "data": data },
    }})
}

/// What clients say, with the schema of its data.
fn client_messages() -> Vec<(&'static str, Value, &'static str)> {
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    vec![
        ("ping", object(json!({ "timestamp": {} })), "Find the clock's offset: the answer is `pong`."),
        ("lie.submit", object(json!({ "text": { "type": "string" } })), "Write a lie."),
        ("lie.suggest", object(json!({})), "Ask for lies to choose from: the `ack` carries `suggestions`."),
        ("guess.submit", object(json!({ "option_id": { "type": "string" } })), "Pick an answer."),
        ("reaction.send", object(json!({ "emoji": { "type": "string" } })), "React."),
    ]
}

fn query() -> Value {
    json!({ "type": "object", "properties": {
        "session_token": { "type": "string", "description": "A player's token." },
        "role": { "const": "host", "description": "Without a token: the public screen." },
        "token": { "type": "string", "description": "The host's token." },
        "epoch": { "type": "string", "description": "With `since`: the numbering to resume in." },
        "since": { "type": "integer", "description": "The last event the client has." },
    }})
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
