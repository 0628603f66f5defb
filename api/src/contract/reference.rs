//! The event reference: the AsyncAPI document as a page.

use std::fmt::Write;

use serde_json::Value;

const HEAD: &str = "\
# Events

Generated from the types by `cargo run -p wpp -- contract`. CI fails if this page is out of date.

Every frame is one envelope, `{type, session, epoch, seq, sent_at, due_at, data}`. `due_at` is the deadline that caused
the event; it is `null` if an action caused the event. Times are RFC 3339 in UTC with milliseconds, and `*_ms` are
integer milliseconds. New fields can be added to any object; clients ignore unknown fields.

The snapshot is authoritative. A client may apply an event with the same `epoch` and `seq` = last + 1. Any other event
only means that the client must fetch the snapshot.

A numbered envelope carries `patch` if the public snapshot changed: a JSON merge patch (RFC 7396) that leads to the snapshot
after the event. On a person's own socket it carries `you_patch` if `you` changed. A client that applies both, and takes `seq`
from the envelope, needs no knowledge of the types below. Of several events that happen together, the last one carries
the patches of all. A declared field that a patch removes is `null` or absent in the snapshot; both mean the same. A key that a
patch removes from a map, such as `audience.votes.sums`, is absent.

## Compact events

Merge patches cost bytes. On a socket that does not ask for compact events, they add 202 % to 243 % to the bytes of an evening with
eight players ([figures](decisions/0165-compact-events.md)). A client that applies patches can open the game socket with
`events=compact`. Its events are a third as long. They differ from the descriptions below in two ways.

- `patch` can change parts of an array. `{\"$cut\": [i]}` in place of an array is the array without the elements at these indexes.
  `{\"$at\": {\"i\": patch}}` is the array with the element at index `i` patched, or appended if `i` is the length. If both are
  present, elements are removed first. In a patch of an object, `$cut` and `$at` are keys like others. `you_patch` remains a JSON
  merge patch.
- If an event has a `patch`, `data` lacks the fields that the snapshot after the event has. The value of such a field is the first
  of these: the field of `view`; the field of `phase`; the field of an object in `view` that the patch changes; the ids of the
  players whose flag of that name is set. The objects are taken in the order of their names. Of an array, the last element is
  taken.
";

/// Renders the page for an AsyncAPI document created by [`asyncapi()`](super::asyncapi()).
#[must_use]
pub fn render(asyncapi: &Value) -> String {
    let mut page = HEAD.to_owned();
    let messages = &asyncapi["components"]["messages"];
    for (title, operation) in [("From the server", "hear"), ("From the client", "say")] {
        let _ = write!(page, "\n## {title}\n");
        for message in asyncapi["operations"][operation]["messages"].as_array().into_iter().flatten() {
            let kind = message["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
            let message = &messages[kind];
            section(&mut page, asyncapi, message["name"].as_str().unwrap_or(kind), message);
        }
    }
    page.push_str("\n## Close codes\n\n| code | reason | what to do |\n|---|---|---|\n");
    let codes = &asyncapi["channels"]["game"]["x-close-codes"];
    for (family, advice) in [("come_back", "reconnect"), ("do_not", "do not reconnect with the same address")] {
        for (code, reason) in codes[family].as_object().into_iter().flatten() {
            let _ = writeln!(page, "| {code} | {} | {advice} |", reason.as_str().unwrap_or_default());
        }
    }
    page
}

fn section(page: &mut String, document: &Value, kind: &str, message: &Value) {
    let data = resolve(document, &message["payload"]["properties"]["data"]);
    let numbered = message["payload"]["properties"].get("seq").is_some();
    let server = message["payload"]["properties"].get("epoch").is_some();
    let note = if server && !numbered { " *(carries no `seq`)*" } else { "" };
    let _ = write!(page, "\n### `{kind}`{note}\n\n");
    if let Some(title) = message["title"].as_str().or(data["description"].as_str()) {
        let _ = writeln!(page, "{title}\n");
    }
    if data["anyOf"].is_array() {
        for (cartridge, data) in message["x-cartridges"].as_object().into_iter().flatten() {
            let _ = writeln!(page, "With `{cartridge}`:\n");
            table(page, document, &resolve(document, data));
            page.push('\n');
        }
        page.truncate(page.trim_end().len() + 1);
        return;
    }
    table(page, document, &data);
}

/// Writes the fields of a message's data as a table.
fn table(page: &mut String, document: &Value, data: &Value) {
    let mut rows = Vec::new();
    fields(document, data, &mut rows);
    if rows.is_empty() {
        page.push_str("No data.\n");
        return;
    }
    page.push_str("| field | type | meaning |\n|---|---|---|\n");
    for (name, kind, meaning) in rows {
        let _ = writeln!(page, "| `{name}` | {kind} | {meaning} |");
    }
}

/// Collects the fields of an object, including those of its flattened parts.
fn fields(document: &Value, schema: &Value, rows: &mut Vec<(String, String, String)>) {
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fields(document, &resolve(document, part), rows);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let meaning = field["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        rows.push((name.clone(), type_of(document, field), meaning));
    }
}

fn type_of(document: &Value, schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let target = resolve(document, schema);
        return match target["enum"].as_array() {
            Some(values) => {
                values.iter().filter_map(Value::as_str).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
            }
            None if target["properties"].is_object() || target["allOf"].is_array() => {
                let mut rows = Vec::new();
                fields(document, &target, &mut rows);
                let names: Vec<String> = rows.into_iter().map(|(name, ..)| name).collect();
                format!("{name} {{{}}}", names.join(", "))
            }
            None => type_of(document, &target),
        };
    }
    if let Some(kinds) = schema["oneOf"].as_array() {
        return kinds.iter().map(|kind| type_of(document, kind)).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", type_of(document, &schema["items"])),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "any".to_owned(),
    }
}

fn resolve(document: &Value, schema: &Value) -> Value {
    let name = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/"));
    name.map_or_else(|| schema.clone(), |name| document["components"]["schemas"][name].clone())
}
