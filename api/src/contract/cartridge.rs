//! What the cartridges say of themselves, brought into one document: their own schemas carry their
//! name in front (`FibView`), so that two games may call different things alike.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};
use wpp_game::{
    manifest::vocabulary::{Vocabulary, collected},
    session::{SessionEvent, snapshot::Snapshot},
};

const PREFIX: &str = "#/components/schemas/";

/// One cartridge, with its schemas named for all.
pub(super) struct Described {
    /// Its key.
    pub(super) kind: String,
    /// What its schemas begin with.
    prefix: String,
    /// What it says and hears.
    pub(super) speaks: Vocabulary,
    /// Its configuration.
    config: Value,
}

/// Every cartridge of this build.
pub(super) fn cartridges() -> Vec<Described> {
    // What every game speaks of (players, moments) keeps its name.
    let mut common = collected::<SessionEvent>();
    common.extend(collected::<Snapshot<()>>());
    let described = |cartridge: &dyn wpp_game::registry::Cartridge| {
        let prefix: String = cartridge.kind().split('_').map(capitalised).collect();
        let Vocabulary { mut events, mut actions, ephemeral, foreign_protocol, mut view, mut you, schemas } =
            cartridge.vocabulary();
        let shared = |name: &str, schema: &Value| common.get(name) == Some(schema);
        let own: BTreeMap<String, String> = schemas
            .iter()
            .filter(|(name, schema)| !shared(name, schema))
            .map(|(name, _)| (name.clone(), format!("{prefix}{name}")))
            .collect();
        let data = events.iter_mut().map(|(_, data)| data).chain(actions.iter_mut().map(|(.., data)| data));
        data.chain([&mut view, &mut you]).for_each(|schema| rename(schema, &own));
        let schemas = schemas
            .into_iter()
            .map(|(name, mut schema)| {
                rename(&mut schema, &own);
                (own.get(&name).cloned().unwrap_or(name), schema)
            })
            .collect();
        Described {
            kind: cartridge.kind().to_owned(),
            prefix,
            speaks: Vocabulary { events, actions, ephemeral, foreign_protocol, view, you, schemas },
            config: cartridge.manifest().config_schema(),
        }
    };
    wpp_cartridges::registry().cartridges().map(described).collect()
}

/// The public state of whichever cartridge is played, as the documents describe it.
#[derive(Debug)]
pub struct AnyView;

impl PartialSchema for AnyView {
    fn schema() -> RefOr<Schema> {
        let views: Vec<Value> = cartridges().into_iter().map(|cartridge| cartridge.speaks.view).collect();
        read(json!({ "description": "The public state of the cartridge that is played.", "anyOf": views }))
    }
}

impl ToSchema for AnyView {
    fn name() -> Cow<'static, str> {
        "View".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for cartridge in cartridges() {
            schemas.extend(cartridge.speaks.schemas.into_iter().map(|(name, schema)| (name, read(schema))));
        }
    }
}

/// The configuration of whichever cartridge is meant, as the documents describe it.
#[derive(Debug)]
pub struct AnyConfig;

impl Described {
    fn config_name(&self) -> String {
        format!("{}Config", self.prefix)
    }
}

impl PartialSchema for AnyConfig {
    fn schema() -> RefOr<Schema> {
        let one = |cartridge: &Described| json!({ "$ref": format!("{PREFIX}{}", cartridge.config_name()) });
        read(json!({
            "description": "The configuration of the cartridge that is named; every field is optional.",
            "anyOf": cartridges().iter().map(one).collect::<Vec<_>>(),
        }))
    }
}

impl ToSchema for AnyConfig {
    fn name() -> Cow<'static, str> {
        "Config".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend(cartridges().into_iter().map(|one| (one.config_name(), read(one.config))));
    }
}

/// Lets every reference in `schema` follow the new names.
fn rename(schema: &mut Value, names: &BTreeMap<String, String>) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get_mut("$ref")
                && let Some(name) = to.strip_prefix(PREFIX).and_then(|name| names.get(name))
            {
                *to = format!("{PREFIX}{name}");
            }
            fields.values_mut().for_each(|field| rename(field, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// What the cartridges write is a schema; should utoipa know a keyword no more, an open one takes its
/// place, and the check of the documents shows the difference.
fn read(schema: Value) -> RefOr<Schema> {
    serde_json::from_value(schema).unwrap_or_else(|_unknown| RefOr::T(Schema::default()))
}
