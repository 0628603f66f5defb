//! JSON merge patches (RFC 7396): the difference between two JSON values, and its application.
//!
//! A merge patch cannot set a field to `null`: its `null` removes the field. In the contract, a declared field that is `null`
//! and one that is absent mean the same. The keys of a map are no declared fields: a key that is gone is absent, and no value of
//! a map is `null`. See `docs/decisions/0203-maps-in-views.md`.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::json_text::diff_objects;

/// Returns the patch that turns the JSON text `before` into `after`; `None` if they mean the same. Arrays are replaced as a
/// whole.
#[must_use]
pub fn diff<'a>(before: &str, after: &'a str) -> Option<Cow<'a, str>> {
    if before == after {
        return None;
    }
    match diff_objects(before, after, diff) {
        Some(patch) => (!patch.is_empty()).then(|| Cow::Owned(patch.end())),
        None => Some(Cow::Borrowed(after)),
    }
}

/// Applies `patch` to `target`.
pub fn apply(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else { return patch.clone_into(target) };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(fields) = target else { return };
    for (name, change) in changes {
        if change.is_null() {
            fields.remove(name);
        } else {
            apply(fields.entry(name.as_str()).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The examples of RFC 7396, appendix A.
    #[test]
    fn applies_the_examples_of_the_standard() {
        let examples = [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"a": "b"}), json!(["c"]), json!(["c"])),
            (json!({"a": "foo"}), json!(null), json!(null)),
            (json!({"a": "foo"}), json!("bar"), json!("bar")),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ];
        for (mut target, patch, result) in examples {
            apply(&mut target, &patch);
            assert_eq!(target, result, "{patch}");
        }
    }

    /// Returns objects with a few names, so that two of them share some.
    pub fn objects() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![Just(json!(null)), any::<bool>().prop_map(Value::from), (0..3).prop_map(Value::from)];
        let values = leaf.prop_recursive(3, 24, 4, |inner| {
            let array = proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from);
            let fields = proptest::collection::btree_map("[a-c]", inner, 0..4);
            prop_oneof![array, fields.prop_map(|fields| Value::Object(fields.into_iter().collect()))]
        });
        proptest::collection::btree_map("[a-c]", values, 0..4)
            .prop_map(|fields| Value::Object(fields.into_iter().collect()))
    }

    /// Removes the fields that are `null`. A patch keeps those within arrays.
    fn without_nulls(value: &mut Value) {
        if let Value::Object(fields) = value {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(without_nulls);
        }
    }

    proptest! {
        #[test]
        fn difference_leads_from_one_value_to_the_other(before in objects(), after in objects()) {
            let mut patched = before.clone();
            if let Some(patch) = diff(&before.to_string(), &after.to_string()) {
                apply(&mut patched, &serde_json::from_str(&patch).unwrap());
            }
            let mut after = after;
            without_nulls(&mut patched);
            without_nulls(&mut after);
            prop_assert_eq!(patched, after);
        }
    }
}
