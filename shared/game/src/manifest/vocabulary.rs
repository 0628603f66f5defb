//! What a game says and hears, for the documents: made from the types that are spoken.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::{
    driver::GameDriver,
    ephemeral::{ForeignProtocol, Word},
};

/// An action a player can take, as the contract writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionKind {
    /// Its type, such as `lie.submit`.
    pub kind: &'static str,
    /// What it does, in one sentence.
    pub words: &'static str,
    /// The fields of its data.
    pub fields: &'static [Field],
}

/// What players say beside the game, and what everybody is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EphemeralKind {
    /// Its type, such as `chord_change`.
    pub kind: &'static str,
    /// What it is, in one sentence.
    pub words: &'static str,
    /// The fields of its data from a player.
    pub said: &'static [Field],
    /// The fields of its data to everybody.
    pub told: &'static [Field],
}

/// A field of an action's data: its name and its JSON type.
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
    /// Yes or no.
    Boolean,
    /// A list of texts.
    Texts,
    /// Whatever its sender likes.
    Any,
}

/// Everything a cartridge says and hears, in JSON Schema. References are
/// `#/components/schemas/<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    /// Each type of event with the schema of its data.
    pub events: Vec<(String, Value)>,
    /// Each type of action with what it does and the schema of its data.
    pub actions: Vec<(&'static str, &'static str, Value)>,
    /// What passes beside the game.
    pub asides: Vec<EphemeralSchema>,
    /// How another program's clients speak of it.
    pub dialect: Option<ForeignProtocolSchema>,
    /// The public state's schema.
    pub view: Value,
    /// The schema of what a player alone may know.
    pub you: Value,
    /// The schemas referred to, by name.
    pub schemas: BTreeMap<String, Value>,
}

/// An aside, in JSON Schema.
#[derive(Debug, Clone, PartialEq)]
pub struct EphemeralSchema {
    /// Its type.
    pub kind: &'static str,
    /// What it is.
    pub words: &'static str,
    /// The schema of its data from a player.
    pub said: Value,
    /// The schema of its data to everybody.
    pub told: Value,
}

/// A dialect, in JSON Schema: each message's type, what it is, and the schema of its data.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignProtocolSchema {
    /// The part of the address that chooses it: `/ws/<path>/{code}/`.
    pub path: &'static str,
    /// What clients say.
    pub hears: Vec<(&'static str, &'static str, Value)>,
    /// What they are told.
    pub says: Vec<(&'static str, &'static str, Value)>,
}

impl ForeignProtocolSchema {
    fn of(dialect: &dyn ForeignProtocol) -> Self {
        let described =
            |words: &[Word]| words.iter().map(|word| (word.kind, word.words, object(word.fields))).collect();
        Self { path: dialect.path(), hears: described(dialect.hears()), says: described(dialect.says()) }
    }
}

impl Vocabulary {
    /// What `D` says and hears.
    #[must_use]
    pub fn of<D: GameDriver>() -> Self {
        let mut schemas = collected::<D::Event>();
        schemas.extend(collected::<D::View>());
        schemas.extend(collected::<D::You>());
        let view = named::<D::View>(&mut schemas);
        let you = named::<D::You>(&mut schemas);
        let actions = D::ACTIONS.iter().map(|action| (action.kind, action.words, object(action.fields)));
        let asides = D::EPHEMERAL_KINDS.iter().map(EphemeralKind::schema).collect();
        let dialect = D::foreign_protocol().map(ForeignProtocolSchema::of);
        Self { events: variants::<D::Event>(), actions: actions.collect(), asides, dialect, view, you, schemas }
    }
}

impl EphemeralKind {
    fn schema(&self) -> EphemeralSchema {
        let Self { kind, words, said, told } = *self;
        EphemeralSchema { kind, words, said: object(said), told: object(told) }
    }
}

fn object(fields: &[Field]) -> Value {
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

/// The variants of an enum written as `{"type", "data"}`: each type with the schema of its data.
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

/// Every schema that `T` refers to, by name.
#[must_use]
pub fn collected<T: ToSchema>() -> BTreeMap<String, Value> {
    let mut found = Vec::new();
    T::schemas(&mut found);
    found.into_iter().map(|(name, schema)| (name, json!(schema))).collect()
}

/// Adds the schema of `T` itself; returns a reference to it.
pub fn named<T: ToSchema + PartialSchema>(schemas: &mut BTreeMap<String, Value>) -> Value {
    schemas.insert(T::name().into_owned(), json!(T::schema()));
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}
