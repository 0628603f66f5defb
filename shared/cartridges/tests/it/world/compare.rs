//! Comparison of snapshots.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use wpp_game::{driver::GameDriver, manifest::Vocabulary};

/// The maps in a game's snapshots: objects whose keys are data, unlike the declared fields of the others.
///
/// A path such as `view/statuses` leads to each; `*` stands for an element of an array and for a value of a map.
#[derive(Debug, Default)]
pub struct Maps(BTreeMap<String, Values>);

/// The values of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    Present,
    /// Some can be `null`.
    Optional,
}

impl Maps {
    /// Finds the maps in the declared types of `D`.
    pub fn of<D: GameDriver>() -> Self {
        let Vocabulary { view, you, schemas, .. } = Vocabulary::of::<D>();
        let mut maps = Self::default();
        // The only map of the platform.
        maps.0.insert("audience/votes/sums".to_owned(), Values::Present);
        let schema = |name: &str| schemas.get(name);
        let mut finder = Finder { schema: &schema, maps: &mut maps, within: Vec::new() };
        finder.find(&view, "view");
        finder.find(&you, "you");
        maps
    }

    /// Checks that no value of a map can be `null`.
    ///
    /// # Panics
    /// If one can.
    pub fn assert_values_are_present(&self) {
        for (path, values) in &self.0 {
            assert_eq!(
                *values,
                Values::Present,
                "{path} is a map whose values can be null. In a patch, null removes the key. Leave the key out in place of null, \
                 or use a list of objects."
            );
        }
    }

    fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
}

/// Looks for maps in a schema.
struct Finder<'a> {
    schema: &'a dyn Fn(&str) -> Option<&'a Value>,
    maps: &'a mut Maps,
    /// Names of the schemas that contain the current one.
    within: Vec<String>,
}

impl Finder<'_> {
    fn find(&mut self, schema: &Value, path: &str) {
        if let Some(name) = reference(schema) {
            if let Some(named) = (self.schema)(name).filter(|_| !self.within.iter().any(|outer| outer == name)) {
                self.within.push(name.to_owned());
                self.find(named, path);
                self.within.pop();
            }
            return;
        }
        alternatives(schema).for_each(|one| self.find(one, path));
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            self.find(field, &format!("{path}/{name}"));
        }
        let value = &schema["additionalProperties"];
        let elements = [&schema["items"]].into_iter().chain(schema["prefixItems"].as_array().into_iter().flatten());
        elements.chain([value]).filter(|inner| inner.is_object()).for_each(|inner| {
            self.find(inner, &format!("{path}/*"));
        });
        if value.is_object() || *value == true {
            let values = if *value == true || self.can_be_null(value) { Values::Optional } else { Values::Present };
            self.maps.0.insert(path.to_owned(), values);
        }
    }

    fn can_be_null(&self, schema: &Value) -> bool {
        let is_null = |kind: &Value| kind == "null";
        let kind = &schema["type"];
        // The empty schema allows everything.
        schema.as_object().is_some_and(Map::is_empty)
            || is_null(kind)
            || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_null))
            || alternatives(schema).any(|one| self.can_be_null(one))
            || reference(schema).and_then(self.schema).is_some_and(|named| self.can_be_null(named))
    }
}

/// Returns the name of the schema to which a reference leads.
fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf", "allOf"].into_iter().flat_map(|word| schema[word].as_array().into_iter().flatten())
}

/// Returns a snapshot without what depends on the time of sending, and without declared fields that are `null`, which mean the
/// same as absent ones. Keys of maps remain.
pub fn comparable(snapshot: &Value, maps: &Maps) -> Value {
    let mut snapshot = snapshot.clone();
    strip_clock(&mut snapshot);
    remove_null_fields(&mut snapshot, "", maps);
    snapshot
}

fn remove_null_fields(value: &mut Value, path: &str, maps: &Maps) {
    let inner = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
    match value {
        Value::Object(fields) if maps.contains(path) => {
            fields.values_mut().for_each(|value| remove_null_fields(value, &inner("*"), maps));
        }
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.iter_mut().for_each(|(name, field)| remove_null_fields(field, &inner(name), maps));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| remove_null_fields(item, &inner("*"), maps)),
        _ => {}
    }
}

/// Removes fields that depend on the time of sending. During a pause, the remaining time is part of the
/// state and remains.
pub fn strip_clock(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.get("deadline_at").is_some_and(|deadline| !deadline.is_null()) {
                fields.remove("remaining_ms");
            }
            fields.remove("server_time");
            fields.values_mut().for_each(strip_clock);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_clock),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn maps_of(schema: &Value) -> Maps {
        let named = json!({
            "List": { "properties": { "more": { "$ref": "#/components/schemas/List" }, "by_id": map_of(&json!({ "type": "integer" })) } },
        });
        let mut maps = Maps::default();
        Finder { schema: &|name| named.get(name), maps: &mut maps, within: Vec::new() }.find(schema, "view");
        maps
    }

    fn map_of(values: &Value) -> Value {
        json!({ "type": "object", "additionalProperties": values })
    }

    #[test]
    fn finds_maps_in_lists_references_and_maps() {
        let list = json!({ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/List" }] });
        let view = json!({ "properties": { "lists": { "type": "array", "items": list }, "grid": map_of(&map_of(&json!({}))) } });
        let maps = maps_of(&view);
        assert_eq!(maps.0.into_keys().collect::<Vec<_>>(), ["view/grid", "view/grid/*", "view/lists/*/by_id"]);
    }

    #[test]
    fn keys_of_maps_are_compared() {
        let maps = maps_of(&json!({ "properties": { "scores": map_of(&json!({ "type": "integer" })) } }));
        let same = |one: Value, other: Value| {
            comparable(&json!({ "view": one }), &maps) == comparable(&json!({ "view": other }), &maps)
        };
        assert!(same(json!({ "scores": {}, "truth": null }), json!({ "scores": {} })));
        assert!(!same(json!({ "scores": { "p1": null } }), json!({ "scores": {} })));
    }

    #[test]
    #[should_panic(expected = "view/scores is a map whose values can be null.")]
    fn values_of_maps_must_be_present() {
        let score = json!({ "type": ["integer", "null"] });
        maps_of(&json!({ "properties": { "scores": map_of(&score) } })).assert_values_are_present();
    }
}
