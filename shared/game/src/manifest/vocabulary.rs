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

/// A field of a message's data: name and JSON type.
pub type Field = (&'static str, FieldType);

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
    /// Events: type, and schema of the data.
    pub events: Vec<(String, Value)>,
    /// Actions: type, description, and schema of the data.
    pub actions: Vec<(&'static str, &'static str, Value)>,
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

/// JSON Schemas of a foreign protocol. Each message has a type, a description and the schema of its data.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignProtocolSchema {
    /// Part of the address that selects the protocol: `/ws/<path>/{code}/`.
    pub path: &'static str,
    /// Messages of clients.
    pub client_messages: Vec<(&'static str, &'static str, Value)>,
    /// Messages of the server.
    pub server_messages: Vec<(&'static str, &'static str, Value)>,
}

impl EphemeralKind {
    pub(crate) fn schema(&self) -> EphemeralSchema {
        let Self { kind, description, sent, received } = *self;
        EphemeralSchema { kind, description, sent: object(sent), received: object(received) }
    }
}

/// Returns the schema of an object with these fields.
pub(crate) fn object(fields: &[Field]) -> Value {
    let fields = fields.iter().map(|(name, kind)| ((*name).to_owned(), kind.schema()));
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

/// Returns the variants of an enum that serialises as `{"type", "data"}`: type, and schema of the data.
pub fn variants<T: ToSchema>() -> Vec<(String, Value)> {
    let schema = json!(T::schema());
    let read = |variant: &Value| {
        let properties = &variant["properties"];
        let kind = properties["type"]["enum"][0].as_str()?.to_owned();
        let mut data = properties["data"].clone();
        if let (Some(data), Some(words)) = (data.as_object_mut(), variant.get("description")) {
            data.entry("description").or_insert(words.clone());
        }
        Some((kind, data))
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
