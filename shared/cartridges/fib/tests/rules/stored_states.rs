//! Stored states keep the form of earlier releases, because games continue during an upgrade.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::room::{Room, short};

#[test]
fn phases_with_lies_keep_their_form() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "one thing").unwrap();
    assert_eq!(stage(&room), form("lie", &["lies", "waiting"]));
    assert_eq!(stored(&room)["stage"]["lie"]["lies"].to_string(), r#"[{"player":"ana","text":"one thing"}]"#);
    room.lie("Bo", "another").unwrap();
    assert_eq!(stage(&room), form("guess", &["table", "waiting"]));
    room.pass();
    assert_eq!(stage(&room), form("reveal", &["table", "to_come"]));
    let ballot = &stored(&room)["stage"]["reveal"]["table"];
    assert_eq!(keys(ballot), ["choices", "guesses", "revealed", "together"]);
}

#[test]
fn records_keep_their_form() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "one thing").unwrap();
    room.lie("Bo", "another").unwrap();
    room.guess("Ana", "another").unwrap();
    room.react("Ana", "🔥").unwrap();
    room.sit("Cy");
    room.react("Cy", "🔥").unwrap();
    room.pass_to("scores");
    let state = stored(&room);
    assert_eq!(state["onlookers"].to_string(), r#"{"cy":1}"#);
    assert_eq!(keys(&state["players"]["ana"]), ["fell", "highlights", "reactions", "sent"]);
    assert_eq!(keys(&state["players"]["bo"]), ["fooled", "gain", "highlights", "score"]);
}

fn stored(room: &Room) -> Value {
    serde_json::to_value(&room.state).unwrap()
}

/// The name of the phase, and the fields of its data.
fn stage(room: &Room) -> BTreeMap<String, Vec<String>> {
    let state = stored(room);
    let stages = state["stage"].as_object().unwrap();
    stages.iter().map(|(name, data)| (name.clone(), keys(data))).collect()
}

fn form(name: &str, fields: &[&str]) -> BTreeMap<String, Vec<String>> {
    [(name.to_owned(), fields.iter().map(|field| (*field).to_owned()).collect())].into()
}

/// Returns the fields of an object, sorted.
fn keys(object: &Value) -> Vec<String> {
    let mut keys: Vec<String> = object.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    keys
}
