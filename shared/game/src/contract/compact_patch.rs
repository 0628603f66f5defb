//! Compact patches: [merge patches](super::merge_patch) that can change a part of an array.
//!
//! | in place of an array | means |
//! |---|---|
//! | `{"$cut": [i, …]}` | the array without the elements at these indexes |
//! | `{"$at": {"i": patch, …}}` | the array with the element at index `i` patched, or appended if `i` is the length |
//!
//! Everything else is a merge patch. Only an array has these patches: in a patch of an object, `$cut` and `$at` are names of
//! fields, such as keys that people typed. So a value that is an array never becomes an object.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::json_text::{ObjectText, Parts, diff_objects};

const CUT: &str = "$cut";
const AT: &str = "$at";

/// Returns the patch that turns the JSON text `before` into `after`; `None` if they mean the same.
#[must_use]
pub fn diff<'a>(before: &str, after: &'a str) -> Option<Cow<'a, str>> {
    if before == after {
        return None;
    }
    if let Some(patch) = diff_objects(before, after, diff) {
        return (!patch.is_empty()).then(|| Cow::Owned(patch.end()));
    }
    // The whole array is often shorter.
    let items = diff_items(before, after).filter(|items| items.len() < after.len());
    Some(items.map_or(Cow::Borrowed(after), Cow::Owned))
}

/// Returns the patch of an array; `None` if only the whole array describes the change.
fn diff_items(before: &str, after: &str) -> Option<String> {
    let (mut old, mut items) = (Parts::of_array(before)?, ObjectText::default());
    for (index, item) in Parts::of_array(after)?.enumerate() {
        if old.skip_equal(item) {
            continue;
        }
        if let Some(change) = old.next().map_or(Some(Cow::Borrowed(item)), |before| diff(before, item)) {
            items.add(&index.to_string(), &change);
        }
    }
    if old.is_empty() { Some(format!("{{\"{AT}\":{}}}", items.end())) } else { cut(before, after) }
}

/// Returns the patch that removes elements of an array; `None` if others are new.
fn cut(before: &str, after: &str) -> Option<String> {
    let mut kept = Parts::of_array(after)?;
    let removed = Parts::of_array(before)?.enumerate().filter(|(_, item)| !kept.skip_equal(item));
    let removed: Vec<String> = removed.map(|(index, _)| index.to_string()).collect();
    kept.is_empty().then(|| format!("{{\"{CUT}\":[{}]}}", removed.join(",")))
}

/// Applies `patch` to `target`.
pub fn apply(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else { return patch.clone_into(target) };
    if let Value::Array(items) = target
        && changes.keys().any(|name| name == CUT || name == AT)
    {
        return apply_items(items, changes);
    }
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

fn apply_items(items: &mut Vec<Value>, changes: &Map<String, Value>) {
    let removed = changes.get(CUT).and_then(Value::as_array).into_iter().flatten();
    let removed: Vec<usize> = removed.filter_map(|index| usize::try_from(index.as_u64()?).ok()).collect();
    let mut index = 0..;
    items.retain(|_| index.next().is_none_or(|index| !removed.contains(&index)));
    let changed = changes.get(AT).and_then(Value::as_object).into_iter().flatten();
    let mut changed: Vec<(usize, &Value)> =
        changed.filter_map(|(index, change)| Some((index.parse().ok()?, change))).collect();
    changed.sort_by_key(|(index, _)| *index);
    for (index, change) in changed {
        if index == items.len() {
            items.push(Value::Null);
        }
        if let Some(item) = items.get_mut(index) {
            apply(item, change);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::contract::merge_patch::tests::objects;

    fn change(before: &Value, after: &Value) -> Option<Value> {
        diff(&before.to_string(), &after.to_string()).map(|patch| serde_json::from_str(&patch).unwrap())
    }

    #[test]
    fn changes_elements_of_arrays() {
        let players = |answered: &[bool]| {
            let ids = ["ana", "bob", "cleo"].iter().zip(answered);
            json!(ids.map(|(id, answered)| json!({"player_id": id, "answered": answered})).collect::<Vec<_>>())
        };
        let ids = |ids: &[&str]| json!(ids.iter().map(|id| format!("p_bcdfghjklmn{id}")).collect::<Vec<_>>());
        let cleo = json!({"player_id": "cleo", "answered": true});
        let cases = [
            (players(&[true, false]), players(&[true, true]), json!({"$at": {"1": {"answered": true}}})),
            (players(&[true, false]), players(&[true, false, true]), json!({"$at": {"2": cleo}})),
            (players(&[true, false, true]), players(&[true, false]), json!({"$cut": [2]})),
            (ids(&["1", "2", "3", "4"]), ids(&["2", "4"]), json!({"$cut": [0, 2]})),
            (ids(&["1", "2"]), ids(&[]), json!([])),
            (ids(&["1", "2"]), ids(&["2", "1"]), ids(&["2", "1"])),
            (json!([1, 2]), json!({"a": 1}), json!({"a": 1})),
        ];
        for (before, after, patch) in cases {
            assert_eq!(change(&before, &after).as_ref(), Some(&patch), "{before} to {after}");
            let mut patched = before;
            apply(&mut patched, &patch);
            assert_eq!(patched, after);
        }
    }

    #[test]
    fn changes_fields_with_any_name() {
        let keys = |value: i32| json!({"scores": {"$at": value, "$cut": {"$at": {}}, "__proto__": value}});
        let gone = json!({"scores": {"$at": null, "$cut": null, "__proto__": null}});
        let empty = json!({"scores": {}});
        let changed = json!({"scores": {"$at": 2, "__proto__": 2}});
        let added = json!({"scores": {"$at": 1, "$cut": {"$at": {}}, "__proto__": 1}});
        for (before, after, patch) in
            [(keys(1), keys(2), changed), (empty.clone(), keys(1), added), (keys(1), empty.clone(), gone)]
        {
            assert_eq!(change(&before, &after).as_ref(), Some(&patch), "{before} to {after}");
            let mut patched = before;
            apply(&mut patched, &patch);
            assert_eq!(patched, after);
        }
    }

    /// Removes the fields that are `null`, also within arrays.
    fn without_nulls(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|_, field| !field.is_null());
                fields.values_mut().for_each(without_nulls);
            }
            Value::Array(items) => items.iter_mut().for_each(without_nulls),
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn difference_leads_from_one_value_to_the_other(before in objects(), after in objects()) {
            let mut patched = before.clone();
            if let Some(patch) = change(&before, &after) {
                apply(&mut patched, &patch);
            }
            let mut after = after;
            without_nulls(&mut patched);
            without_nulls(&mut after);
            prop_assert_eq!(patched, after);
        }
    }
}
