//! Schemas that depend on the installed cartridges.
//!
//! Each cartridge's schemas get its name as a prefix (`FibView`), so that two cartridges can use the same schema name.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Value, json, value::RawValue};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{Components, Schema},
    },
};
use wpp_game::{
    manifest::vocabulary::{Vocabulary, collected},
    registry::Registry,
    session::{SessionEvent, snapshot::Snapshot},
};

/// A snapshot of any cartridge. The view is the JSON that the cartridge wrote.
pub type AnySnapshot = Snapshot<Box<RawValue>>;

/// A snapshot as the documents describe it.
pub type ShownSnapshot = Snapshot<AnyView>;

const REFERENCE_PREFIX: &str = "#/components/schemas/";

/// The schemas of one cartridge, with prefixed names.
pub(crate) struct CartridgeSchemas {
    /// The key of the cartridge.
    pub(crate) kind: String,
    /// Prefix of the schema names, in camel case.
    prefix: String,
    /// Its messages, view and shared schemas.
    pub(crate) vocabulary: Vocabulary,
    /// The schema of its configuration.
    config: Value,
}

/// Returns the schemas of all installed cartridges.
pub(crate) fn cartridges(registry: &Registry) -> Vec<CartridgeSchemas> {
    // Schemas of the platform (players, times) keep their name.
    let mut common = collected::<SessionEvent>();
    common.extend(collected::<Snapshot<()>>());
    let schemas_of = |cartridge: &dyn wpp_game::registry::Cartridge| {
        let prefix: String = cartridge.kind().split('_').map(capitalised).collect();
        let Vocabulary { mut events, mut actions, ephemeral, foreign_protocol, mut view, mut you, schemas } =
            cartridge.vocabulary();
        let shared = |name: &str, schema: &Value| common.get(name) == Some(schema);
        let own: BTreeMap<String, String> = schemas
            .iter()
            .filter(|(name, schema)| !shared(name, schema))
            .map(|(name, _)| (name.clone(), format!("{prefix}{name}")))
            .collect();
        let data =
            events.iter_mut().map(|event| &mut event.data).chain(actions.iter_mut().map(|action| &mut action.data));
        data.chain([&mut view, &mut you]).for_each(|schema| rename(schema, &own));
        let schemas = schemas
            .into_iter()
            .map(|(name, mut schema)| {
                rename(&mut schema, &own);
                (own.get(&name).cloned().unwrap_or(name), schema)
            })
            .collect();
        CartridgeSchemas {
            kind: cartridge.kind().to_owned(),
            prefix,
            vocabulary: Vocabulary { events, actions, ephemeral, foreign_protocol, view, you, schemas },
            config: cartridge.manifest().config_schema(),
        }
    };
    registry.cartridges().map(schemas_of).collect()
}

/// Adds the schemas of `cartridges` to a document, and their names to [`AnyView`] and [`AnyConfig`].
pub(crate) fn install(components: &mut Components, cartridges: Vec<CartridgeSchemas>) {
    let configs: Vec<String> = cartridges.iter().map(CartridgeSchemas::config_name).collect();
    let configs = configs.iter().map(|name| json!({ "$ref": format!("{REFERENCE_PREFIX}{name}") })).collect();
    let any_config = any("The configuration of the named cartridge. Every field is optional.", configs);
    let schemas = &mut components.schemas;
    // utoipa references the type argument of the generic snapshot but does not collect its schema.
    schemas
        .extend([(AnyView::name().into_owned(), any_view(&cartridges)), (AnyConfig::name().into_owned(), any_config)]);
    for cartridge in cartridges {
        schemas.insert(cartridge.config_name(), read(cartridge.config));
        schemas.extend(cartridge.vocabulary.schemas.into_iter().map(|(name, schema)| (name, read(schema))));
    }
}

/// Returns the schema of the view of any of these cartridges.
pub(crate) fn any_view(cartridges: &[CartridgeSchemas]) -> RefOr<Schema> {
    let views = cartridges.iter().map(|cartridge| cartridge.vocabulary.view.clone()).collect();
    any("The public state of the session's cartridge.", views)
}

fn any(description: &str, schemas: Vec<Value>) -> RefOr<Schema> {
    read(json!({ "description": description, "anyOf": schemas }))
}

/// The view of the session's cartridge. [`install`] replaces its schema by those of the cartridges.
#[derive(Debug)]
pub struct AnyView;

/// The configuration of a cartridge. [`install`] replaces its schema by those of the cartridges.
#[derive(Debug)]
pub struct AnyConfig;

/// Implements `ToSchema` with a name and an open schema.
macro_rules! replaced_schema {
    ($type:ty, $name:literal) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                RefOr::T(Schema::default())
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                $name.into()
            }
        }
    };
}

replaced_schema!(AnyView, "View");
replaced_schema!(AnyConfig, "Config");

impl CartridgeSchemas {
    fn config_name(&self) -> String {
        format!("{}Config", self.prefix)
    }
}

/// Replaces the names in all references within `schema`.
fn rename(schema: &mut Value, names: &BTreeMap<String, String>) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get_mut("$ref")
                && let Some(name) = to.strip_prefix(REFERENCE_PREFIX).and_then(|name| names.get(name))
            {
                *to = format!("{REFERENCE_PREFIX}{name}");
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

/// Parses a cartridge's schema. A schema that utoipa cannot represent becomes an open schema; `contract --check` then
/// reports the difference.
fn read(schema: Value) -> RefOr<Schema> {
    serde_json::from_value(schema).unwrap_or_else(|_unknown| RefOr::T(Schema::default()))
}
