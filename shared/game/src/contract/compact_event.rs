//! The compact form of a numbered event, for sockets that ask for it.
//!
//! The form has a [compact patch](super::compact_patch), and lacks the fields of `data` that the snapshot after the event has. A
//! client takes a field that `data` lacks from the first of these that has it:
//!
//! 1. `view`,
//! 2. `phase`,
//! 3. an object in `view` that the patch changes. The objects are taken in the order of their names. Of an array, its last
//!    element is taken.
//! 4. the ids of the players whose flag of that name is set.
//!
//! The engine leaves a field out only if its value is the one that the client finds. A field that is `null` stays.
//!
//! See `docs/decisions/0165-compact-events.md`.

use serde_json::{Map, Value, json};

use super::{
    compact_patch,
    json_text::{Fields, ObjectText, Parts},
    snapshot::PlayerView,
};

/// The parts of the snapshot after an event in which the values of `data` can be.
pub(crate) struct Shown<'a> {
    pub(crate) view: &'a Fields<'a>,
    pub(crate) phase: &'a Fields<'a>,
    /// Whether the event changes the phase. A client's remaining time is older otherwise.
    pub(crate) is_phase_new: bool,
    /// The change of `view`, as a compact patch.
    pub(crate) view_patch: Option<&'a str>,
    pub(crate) players: &'a [PlayerView],
}

/// Returns the compact form of an event without the head of its envelope: `"type":…,"data":…,"patch":…}`. `body` is
/// `{"type":…,"data":…}`. `None` if the body is no such object.
pub(crate) fn compact(body: &str, shown: &Shown<'_>, patch: &str) -> Option<String> {
    let body = Fields::of(body)?;
    let (kind, data) = (body.get("type")?, Fields::of(body.get("data")?)?);
    let parts = shown.changed_parts();
    let mut kept = ObjectText::default();
    for (name, value) in data.iter() {
        if value == "null" || !shown.has(name, value, &parts) {
            kept.add(name, value);
        }
    }
    Some(format!(r#""type":{kind},"data":{},"patch":{patch}}}"#, kept.end()))
}

impl<'a> Shown<'a> {
    /// Returns the objects in `view` that the event changes, and the last elements of the changed arrays, as a client finds
    /// them.
    fn changed_parts(&self) -> Vec<Fields<'a>> {
        let changes = self.view_patch.and_then(Fields::of).unwrap_or_default();
        let mut changed: Vec<&str> = changes.iter().map(|(name, _)| name).collect();
        changed.sort_unstable();
        changed.into_iter().filter_map(|name| part(self.view.get(name)?)).collect()
    }

    fn has(&self, name: &str, value: &str, parts: &[Fields<'_>]) -> bool {
        if let Some(shown) = self.view.get(name) {
            return shown == value;
        }
        if let Some(shown) = self.phase.get(name) {
            return self.is_phase_new && shown == value;
        }
        if let Some(shown) = parts.iter().find_map(|part| part.get(name)) {
            return shown == value;
        }
        flagged(self.players, name).is_some_and(|ids| serde_json::to_string(&ids).is_ok_and(|ids| ids == value))
    }
}

/// Returns the object in a field of `view`, or in the last element of an array.
fn part(field: &str) -> Option<Fields<'_>> {
    Fields::of(Parts::of_array(field).map_or(Some(field), Parts::last)?)
}

/// A field of a player that is true or false, and how it is read.
type Flag = (&'static str, fn(&PlayerView) -> bool);

/// The flags of players by which clients list them.
const FLAGS: [Flag; 2] = [("answered", |player| player.answered), ("connected", |player| player.connected)];

/// Returns the ids of the players whose flag `name` is set.
fn flagged<'a>(players: &'a [PlayerView], name: &str) -> Option<Vec<&'a str>> {
    let (_, flag) = FLAGS.iter().find(|(known, _)| *known == name)?;
    Some(players.iter().filter(|player| flag(player)).map(|player| player.player_id.as_str()).collect())
}

/// Returns the envelope of an event in its compact form. `compact` is the text that follows the head of the envelope; the
/// envelope itself if it is empty.
#[must_use]
pub fn compact_envelope(envelope: &str, compact: &str) -> String {
    // The head has only names and times that the platform generates.
    match envelope.find(r#""type":"#) {
        Some(head) if !compact.is_empty() => format!("{}{compact}", &envelope[..head]),
        _ => envelope.to_owned(),
    }
}

/// Applies an envelope of either form to a client's snapshot, and completes its `data`.
pub fn receive(snapshot: &mut Value, envelope: &mut Value) {
    snapshot["seq"].clone_from(&envelope["seq"]);
    if let Some(patch) = envelope.get("patch") {
        compact_patch::apply(snapshot, patch);
    }
    if let Some(patch) = envelope.get("you_patch") {
        compact_patch::apply(&mut snapshot["you"], patch);
    }
    if let Some(patch) = envelope.get("patch") {
        let whole = whole_data(snapshot, &patch["view"], &envelope["data"]);
        envelope["data"] = whole;
    }
}

/// Returns the object in a field of `view`, or the last element of an array.
fn part_of<'a>(snapshot: &'a Value, name: &str) -> Option<&'a Value> {
    let field = snapshot["view"].get(name)?;
    field.as_array().map_or(Some(field), |items| items.last())
}

/// Completes `data` with the fields of the snapshot after an event. `changes` is its patch of `view`.
fn whole_data(snapshot: &Value, changes: &Value, data: &Value) -> Value {
    let mut whole = Map::new();
    let mut complete = |fields: &Value| {
        for (name, value) in fields.as_object().into_iter().flatten() {
            whole.insert(name.clone(), value.clone());
        }
    };
    let players = || snapshot["players"].as_array().into_iter().flatten();
    for (flag, _) in FLAGS {
        let ids = players().filter(|player| player[flag] == true).map(|player| player["player_id"].clone());
        complete(&json!({ flag: ids.collect::<Vec<_>>() }));
    }
    let mut changed: Vec<&String> = changes.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    changed.sort();
    // The last value of a name counts.
    changed.iter().rev().filter_map(|name| part_of(snapshot, name)).for_each(&mut complete);
    [&snapshot["phase"], &snapshot["view"], data].into_iter().for_each(&mut complete);
    Value::Object(whole)
}
