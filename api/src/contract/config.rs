//! Configurations, described by what the cartridges declare.

use std::borrow::Cow;

use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};
use wpp_game::registry::Registry;

/// The configuration of whichever cartridge is meant, as the documents describe it.
#[derive(Debug)]
pub struct AnyConfig;

impl PartialSchema for AnyConfig {
    fn schema() -> RefOr<Schema> {
        let one = |(name, _): &(String, Value)| json!({ "$ref": format!("#/components/schemas/{name}") });
        read(json!({
            "description": "The configuration of the cartridge that is named; every field is optional.",
            "anyOf": configs().iter().map(one).collect::<Vec<_>>(),
        }))
    }
}

impl ToSchema for AnyConfig {
    fn name() -> Cow<'static, str> {
        "Config".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend(configs().into_iter().map(|(name, schema)| (name, read(schema))));
    }
}

/// Every cartridge's configuration: `FibConfig`, and so on.
fn configs() -> Vec<(String, Value)> {
    let registry = Registry::builtin();
    let named = |kind: &str| format!("{}Config", kind.split('_').map(capitalised).collect::<String>());
    registry.cartridges().map(|cartridge| (named(cartridge.kind()), cartridge.manifest().config_schema())).collect()
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
