//! Compact patches: [merge patches](super::merge_patch) that can change a part of an array.
//!
//! | in place of an array | means |
//! |---|---|
//! | `{"$cut": [i, …]}` | the array without the elements at these indexes |
//! | `{"$at": {"i": patch, …}}` | the array with the element at index `i` patched, or appended if `i` is the length |
//!
//! Everything else is a merge patch. Names in snapshots do not begin with `$`.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

const CUT: &str = "$cut";
const AT: &str = "$at";

/// The fields of a JSON object as texts, in the order of their names.
pub(crate) type Fields<'a> = BTreeMap<Name<'a>, &'a RawValue>;

/// The name of a field.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(transparent)]
pub(crate) struct Name<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// Returns the fields of a JSON object; `None` if the text is another value.
pub(crate) fn fields(object: &str) -> Option<Fields<'_>> {
    serde_json::from_str(object).ok()
}

/// Returns the patch that turns the JSON text `before` into `after`, as text; `None` if they are equal.
#[must_use]
pub fn diff(before: &str, after: &str) -> Option<String> {
    if before == after {
        return None;
    }
    if let Some((before, after)) = fields(before).zip(fields(after)) {
        return diff_fields(&before, &after);
    }
    let items = items(before).zip(items(after)).and_then(|(before, after)| diff_items(&before, &after));
    // The whole array is often shorter.
    items.filter(|items| items.len() < after.len()).or_else(|| Some(after.to_owned()))
}

fn diff_fields(before: &Fields<'_>, after: &Fields<'_>) -> Option<String> {
    let mut patch = ObjectText::default();
    for (name, after) in after {
        if let Some(change) = diff(before.get(name).map_or("null", |before| before.get()), after.get()) {
            patch.add(&name.0, &change);
        }
    }
    for (name, before) in before {
        if before.get() != "null" && !after.contains_key(name) {
            patch.add(&name.0, "null");
        }
    }
    (!patch.is_empty()).then(|| patch.end())
}

fn items(array: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(array).ok()
}

/// Returns the patch of an array; `None` if only the whole array describes the change.
fn diff_items(before: &[&RawValue], after: &[&RawValue]) -> Option<String> {
    if after.len() < before.len() {
        let mut kept = after.iter().peekable();
        let removed =
            before.iter().enumerate().filter(|(_, item)| kept.next_if(|next| next.get() == item.get()).is_none());
        let removed: Vec<String> = removed.map(|(index, _)| index.to_string()).collect();
        return kept.peek().is_none().then(|| format!("{{\"{CUT}\":[{}]}}", removed.join(",")));
    }
    let mut items = ObjectText::default();
    for (index, item) in after.iter().enumerate() {
        let change =
            before.get(index).map_or_else(|| Some(item.get().to_owned()), |before| diff(before.get(), item.get()));
        if let Some(change) = change {
            items.add(&index.to_string(), &change);
        }
    }
    Some(format!("{{\"{AT}\":{}}}", items.end()))
}

/// The text of a JSON object without its last brace.
#[derive(Default)]
pub(crate) struct ObjectText(String);

impl ObjectText {
    /// Adds a field with a JSON text as its value.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&Value::from(name).to_string());
        self.0.push(':');
        self.0.push_str(value);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the whole text.
    pub(crate) fn end(self) -> String {
        if self.is_empty() { "{}".to_owned() } else { self.0 + "}" }
    }
}

/// Applies `patch` to `target`.
pub fn apply(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else { return patch.clone_into(target) };
    if changes.keys().any(|name| name == CUT || name == AT) {
        return apply_items(target, changes);
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

fn apply_items(target: &mut Value, changes: &Map<String, Value>) {
    let Value::Array(items) = target else { return };
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
