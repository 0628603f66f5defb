//! Actions, ephemeral messages and JSON Schemas of a game, for the contract documents.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

/// An action of players.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionKind {
    /// Type, such as `lie.submit`.
    pub kind: &'static str,
    /// Description of one sentence.
    pub description: &'static str,
    /// Fields of the data.
    pub fields: &'static [Field],
}

/// A type of ephemeral message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EphemeralKind {
    /// Type, such as `chord_change`.
    pub kind: &'static str,
    /// Description of one sentence.
    pub description: &'static str,
    /// Fields of the data that a player sends.
    pub sent: &'static [Field],
    /// Fields of the data that everybody receives.
    pub received: &'static [Field],
}

/// A field of a message's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in the JSON object.
    pub name: &'static str,
    /// JSON type of the value.
    pub kind: FieldType,
}

impl Field {
    /// Returns a field with a name and a JSON type.
    #[must_use]
    pub const fn new(name: &'static str, kind: FieldType) -> Self {
        Self { name, kind }
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of texts.
    Texts,
    /// Any JSON value.
    Any,
}

/// JSON Schemas of every message of a cartridge. References have the form
/// `#/components/schemas/<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    /// Events.
    pub events: Vec<EventSchema>,
    /// Actions.
    pub actions: Vec<MessageSchema>,
    /// Ephemeral messages.
    pub ephemeral: Vec<EphemeralSchema>,
    /// The protocol of another program's clients.
    pub foreign_protocol: Option<ForeignProtocolSchema>,
    /// Schema of the public view.
    pub view: Value,
    /// Schema of a player's own view.
    pub you: Value,
    /// Referenced schemas, by name.
    pub schemas: BTreeMap<String, Value>,
}

/// JSON Schema of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSchema {
    /// Type.
    pub kind: String,
    /// Schema of the data.
    pub data: Value,
}

/// JSON Schema of a message `{"type", "data"}`.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageSchema {
    /// Type.
    pub kind: &'static str,
    /// Description of one sentence.
    pub description: &'static str,
    /// Schema of the data.
    pub data: Value,
}

/// JSON Schemas of an ephemeral message.
#[derive(Debug, Clone, PartialEq)]
pub struct EphemeralSchema {
    /// Type.
    pub kind: &'static str,
    /// Description of one sentence.
    pub description: &'static str,
    /// Schema of the data that a player sends.
    pub sent: Value,
    /// Schema of the data that everybody receives.
    pub received: Value,
}

/// JSON Schemas of a foreign protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignProtocolSchema {
    /// Part of the address that selects the protocol: `/ws/<path>/{code}/`.
    pub path: &'static str,
    /// Messages of clients.
    pub client_messages: Vec<MessageSchema>,
    /// Messages of the server.
    pub server_messages: Vec<MessageSchema>,
}

impl EphemeralKind {
    pub(crate) fn schema(&self) -> EphemeralSchema {
        let Self { kind, description, sent, received } = *self;
        EphemeralSchema { kind, description, sent: object(sent), received: object(received) }
    }
}

/// Returns the schema of an object with these fields.
pub(crate) fn object(fields: &[Field]) -> Value {
    let fields = fields.iter().map(|field| (field.name.to_owned(), field.kind.schema()));
    json!({ "type": "object", "properties": fields.collect::<serde_json::Map<_, _>>() })
}

impl FieldType {
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Integer => json!({ "type": "integer" }),
            Self::Number => json!({ "type": "number" }),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Any => json!({}),
        }
    }
}

/// Returns the variants of an enum that serialises as `{"type", "data"}`.
pub fn variants<T: ToSchema>() -> Vec<EventSchema> {
    let schema = json!(T::schema());
    let read = |variant: &Value| {
        let properties = &variant["properties"];
        let kind = properties["type"]["enum"][0].as_str()?.to_owned();
        let mut data = properties["data"].clone();
        if let (Some(data), Some(words)) = (data.as_object_mut(), variant.get("description")) {
            data.entry("description").or_insert(words.clone());
        }
        Some(EventSchema { kind, data })
    };
    schema["oneOf"].as_array().into_iter().flatten().filter_map(read).collect()
}

/// Returns every schema that `T` references, by name.
#[must_use]
pub fn collected<T: ToSchema>() -> BTreeMap<String, Value> {
    let mut found = Vec::new();
    T::schemas(&mut found);
    found.into_iter().map(|(name, schema)| (name, json!(schema))).collect()
}

/// Adds the schema of `T` to `schemas` and returns a reference to it.
pub fn named<T: ToSchema + PartialSchema>(schemas: &mut BTreeMap<String, Value>) -> Value {
    schemas.insert(T::name().into_owned(), json!(T::schema()));
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}
