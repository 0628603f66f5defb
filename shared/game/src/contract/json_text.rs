//! The parts of JSON texts that the engine has written, without decoding them.
//!
//! Snapshots are compared as texts: most of their parts are equal, and a patch repeats the others as they are.
//! See `docs/decisions/0176-cost-of-a-step.md`.

use std::borrow::Cow;

/// The fields of a JSON object, in the order of the text. Names are as in the text, without their quotes.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Fields<'a> {
    /// Splits the text of an object; `None` if the text is another value.
    pub(crate) fn of(object: &'a str) -> Option<Self> {
        let mut fields = Vec::with_capacity(16);
        for field in Parts::of_object(object)? {
            fields.push(named(field)?);
        }
        Some(Self(fields))
    }

    /// Returns the text of a field's value.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> + '_ {
        self.0.iter().copied()
    }
}

/// Returns the patch that turns the object `before` into `after`, empty if they mean the same; `None` if one of them is
/// another value. `diff` compares values. A field that was `null` and is absent means the same.
pub(crate) fn diff_objects(
    before: &str,
    after: &str,
    diff: for<'b> fn(&str, &'b str) -> Option<Cow<'b, str>>,
) -> Option<ObjectText> {
    let (mut old, mut patch) = (Parts::of_object(before)?, ObjectText::default());
    for field in Parts::of_object(after)? {
        if old.skip_equal(field) {
            continue;
        }
        // Most objects have the same fields in the same order.
        let Some(((old_name, old_value), (name, value))) = old.next().and_then(named).zip(named(field)) else {
            return diff_fields(&Fields::of(before)?, &Fields::of(after)?, diff);
        };
        if old_name != name {
            return diff_fields(&Fields::of(before)?, &Fields::of(after)?, diff);
        }
        if let Some(change) = diff(old_value, value) {
            patch.add(name, &change);
        }
    }
    if old.is_empty() { Some(patch) } else { diff_fields(&Fields::of(before)?, &Fields::of(after)?, diff) }
}

fn diff_fields(
    before: &Fields<'_>,
    after: &Fields<'_>,
    diff: for<'b> fn(&str, &'b str) -> Option<Cow<'b, str>>,
) -> Option<ObjectText> {
    let mut patch = ObjectText::default();
    for (name, value) in after.iter() {
        // A new field is in the patch also if it is `null`, so that a client has all fields of the snapshot.
        let change = before.get(name).map_or(Some(Cow::Borrowed(value)), |before| diff(before, value));
        if let Some(change) = change {
            patch.add(name, &change);
        }
    }
    for (name, value) in before.iter() {
        if value != "null" && after.get(name).is_none() {
            patch.add(name, "null");
        }
    }
    Some(patch)
}

/// The parts of an object or array: its fields or elements, as texts.
pub(crate) struct Parts<'a> {
    rest: &'a str,
}

impl<'a> Parts<'a> {
    /// Returns the fields of an object; `None` if the text is another value.
    fn of_object(text: &'a str) -> Option<Self> {
        Self::between(text, '{', '}')
    }

    /// Returns the elements of an array; `None` if the text is another value.
    pub(crate) fn of_array(text: &'a str) -> Option<Self> {
        Self::between(text, '[', ']')
    }

    fn between(text: &'a str, open: char, close: char) -> Option<Self> {
        let rest = text.trim_ascii().strip_prefix(open)?.strip_suffix(close)?.trim_ascii();
        Some(Self { rest })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips the next part if its text is `part`, which is faster than [`next`](Iterator::next).
    pub(crate) fn skip_equal(&mut self, part: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(part) else { return false };
        let Some(rest) = rest.strip_prefix(',').or_else(|| rest.is_empty().then_some(rest)) else { return false };
        self.rest = rest;
        true
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (part, rest) = self.rest.split_at(part_length(self.rest.as_bytes()));
        self.rest = rest.strip_prefix(',').unwrap_or_default();
        (!part.is_empty()).then(|| part.trim_ascii())
    }
}

/// Splits `"name":value`.
fn named(field: &str) -> Option<(&str, &str)> {
    let name = field.strip_prefix('"')?;
    let (name, value) = name.split_at(string_length(name.as_bytes()));
    let value = value.strip_prefix('"')?.trim_ascii_start().strip_prefix(':')?;
    Some((name, value.trim_ascii_start()))
}

/// Returns the number of bytes before the first comma that is in no string, object or array.
fn part_length(text: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at += 1 + string_length(&text[at + 1..]),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Returns the number of bytes before the quote that ends a string.
fn string_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))) {
        at += found;
        if text[at] == b'"' {
            return at;
        }
        at += 2;
    }
    text.len()
}

/// The text of a JSON object without its last brace.
#[derive(Debug, Default)]
pub(crate) struct ObjectText(String);

impl ObjectText {
    /// Adds a field. `name` needs no further escapes, and `value` is JSON.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.0.reserve(name.len() + value.len() + 64);
        self.0.push_str(if self.0.is_empty() { "{\"" } else { ",\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::contract::merge_patch::{self, tests::objects};

    /// Decodes a text from its parts.
    fn decode(text: &str) -> Value {
        if let Some(fields) = Fields::of(text) {
            let name = |name: &str| serde_json::from_str(&format!("\"{name}\"")).unwrap();
            Value::Object(fields.iter().map(|(key, value)| (name(key), decode(value))).collect())
        } else if let Some(items) = Parts::of_array(text) {
            items.map(decode).collect()
        } else {
            serde_json::from_str(text).unwrap()
        }
    }

    #[test]
    fn splits_what_contains_brackets_commas_and_quotes() {
        let texts = [
            r#"{"a":"},{","b":["]",[],{}],"c\"\\":"\\","":-1.5e3}"#,
            "[\n1 , [ ] ,{ \"a\" : [ 2,3 ] } ]",
            r#"{"æ":"«\u00e6\n»","b":{"c":[true,false,null,"",{"d":{}}]}}"#,
            "[]",
            " {} ",
            r#""[1]""#,
        ];
        for text in texts {
            assert_eq!(decode(text), serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn other_values_have_no_parts() {
        for text in ["null", "\"{}\"", "1", "", "{", "]"] {
            assert!(Fields::of(text).is_none() && Parts::of_array(text).is_none(), "{text}");
        }
    }

    #[test]
    fn compares_fields_by_name() {
        let cases = [
            (r#"{"a":1,"b":[2],"c":"x"}"#, r#"{"c":"x","b":[2],"a":1}"#, None),
            (r#"{"a":1,"b":12}"#, r#"{"a":1,"b":1}"#, Some(r#"{"b":1}"#)),
            (r#"{"a":1,"b":2}"#, r#"{"b":3}"#, Some(r#"{"b":3,"a":null}"#)),
            (r#"{"a":1}"#, r#"{"b":2,"a":1}"#, Some(r#"{"b":2}"#)),
            (r#"{"a":null,"b":1}"#, r#"{"b":1}"#, None),
            (r#"{"a":null,"b":1}"#, r#"{"b":1,"c":null}"#, Some(r#"{"c":null}"#)),
            (r#"{"a":{"b":null}}"#, r#"{"a":{}}"#, None),
            (r#"{"a":1}"#, "{}", Some(r#"{"a":null}"#)),
            ("{}", "[]", Some("[]")),
        ];
        for (before, after, patch) in cases {
            assert_eq!(merge_patch::diff(before, after).as_deref(), patch, "{before} to {after}");
        }
    }

    proptest! {
        #[test]
        fn splits_every_text_of_serde(value in objects()) {
            prop_assert_eq!(decode(&value.to_string()), value.clone());
            prop_assert_eq!(decode(&format!("{value:#}")), value);
        }
    }
}
