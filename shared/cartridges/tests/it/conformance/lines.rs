//! Lines of transcripts and reports.

use std::collections::BTreeSet;

use serde_json::{Value, json, value::RawValue};
use wpp_game::{
    session::{Answer, Command, Emitted, Rejected},
    time::Timestamp,
};

use crate::world::START;

/// Maximum number of differences in a message.
const DIFFERENCES: usize = 8;

/// Returns the milliseconds since the start of the virtual clock.
pub fn ms(moment: Timestamp) -> i64 {
    moment.millis() - START
}

/// Describes an answer, such as `! wrong_phase: not in this phase`.
pub fn answer(answer: &Result<Answer, Rejected>) -> String {
    match answer {
        Ok(Answer { seq, reply, .. }) => {
            let reply = reply.as_deref().map_or(String::new(), |reply| format!(" {reply}"));
            format!("= ok, seq {seq}{reply}")
        }
        Err(rejected) => format!("! {}: {rejected}", rejected.code),
    }
}

/// Describes an event: number, due time, type and data.
pub fn event(event: &Emitted) -> String {
    let body: Value = serde_json::from_str(&event.body).unwrap();
    let due = event.due_at.map_or(String::new(), |due| format!(" (due at {} ms)", ms(due)));
    format!("#{}{due} {} {}", event.seq, body["type"].as_str().unwrap(), shorten(&body["data"]))
}

/// Describes an input, such as `player-1: note.write {"text":"mine"} (a-3)`.
pub fn command(command: &Command) -> String {
    match command {
        Command::Join { player_id, nickname, .. } => format!("{player_id} joins as {nickname:?}"),
        Command::JoinAudience { player_id, nickname, .. } => format!("{player_id} joins the audience as {nickname:?}"),
        Command::AddBots { player_ids } => format!("the host adds {} bots", player_ids.len()),
        Command::Presence { player_id, connected: true } => format!("{player_id} connects"),
        Command::Presence { player_id, connected: false } => format!("{player_id} disconnects"),
        Command::HostPresence { connected: true } => "the host connects".to_owned(),
        Command::HostPresence { connected: false } => "the host disconnects".to_owned(),
        Command::Play { .. } => "the host plays".to_owned(),
        Command::Pause { .. } => "the host pauses".to_owned(),
        Command::Next(_) => "the host chooses another game".to_owned(),
        Command::Leave { player_id } => format!("{player_id} leaves"),
        Command::Remove { player_id } => format!("the host removes {player_id}"),
        Command::Release { player_id } => format!("the host releases the seat of {player_id}"),
        Command::Action { player_id, id, kind, data } => format!("{player_id}: {kind} {} ({id})", RawValue::get(data)),
        Command::Wake => "wake-up".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Returns `value` with moments as milliseconds since the start, and without fields that are `null`.
pub fn shorten(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(field, value)| !value.is_null() || *field == "remaining_ms");
            kept.map(|(field, value)| (field.clone(), shorten(value))).collect()
        }
        Value::Array(items) => items.iter().map(shorten).collect(),
        Value::String(text) => match serde_json::from_value::<Timestamp>(value.clone()) {
            Ok(moment) => Value::from(format!("{} ms", ms(moment))),
            Err(_) => Value::from(text.as_str()),
        },
        _ => value.clone(),
    }
}

/// Cuts a line to at most `most` characters, and states how many it had.
pub fn cut(line: &str, most: usize) -> String {
    let length = line.chars().count();
    if length <= most {
        return line.to_owned();
    }
    let end = format!(" … ({length} characters)");
    let kept = most - end.chars().count();
    format!("{}{end}", line.chars().take(kept).collect::<String>())
}

/// Replaces lines in the middle by one that states their number, so that at most `most` remain.
pub fn cut_middle(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        // The end shows more of a failure than the beginning.
        let first = (most - 1) / 3;
        let left_out = lines.len() - most + 1;
        lines.splice(first..first + left_out, [format!("        … {left_out} lines are left out …")]);
    }
    lines
}

/// Returns events as JSON, for comparisons.
pub fn events(events: &[Emitted]) -> Value {
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| Value::from(text));
    let one = |event: &Emitted| {
        let patches = &event.patches;
        let private = patches.private.iter().map(|(player, patch)| (player.to_string(), parsed(patch)));
        json!({
            "seq": event.seq,
            "due_at": event.due_at,
            "body": parsed(&event.body),
            "patch": patches.public.as_deref().map(parsed),
            "compact": patches.compact.as_deref(),
            "you": private.collect::<serde_json::Map<_, _>>(),
        })
    };
    events.iter().map(one).collect()
}

/// Checks that two values are equal.
///
/// # Panics
/// With `what` and the differences, if they are not.
#[track_caller]
pub fn assert_same(what: &str, expected: &Value, found: &Value) {
    let mut differences = Vec::new();
    if expected != found {
        compare(String::new(), Some(expected), Some(found), &mut differences);
    }
    let more = differences.len().saturating_sub(DIFFERENCES);
    differences.truncate(DIFFERENCES);
    if more > 0 {
        differences.push(format!("… and {more} more differences"));
    }
    assert!(differences.is_empty(), "{what}:\n{}", differences.join("\n"));
}

fn compare(path: String, expected: Option<&Value>, found: Option<&Value>, differences: &mut Vec<String>) {
    match (expected, found) {
        _ if expected == found => {}
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            for field in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
                compare(format!("{path}/{field}"), left.get(field), right.get(field), differences);
            }
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            for n in 0..left.len().max(right.len()) {
                compare(format!("{path}/{n}"), left.get(n), right.get(n), differences);
            }
        }
        _ => {
            let text = |value: Option<&Value>| cut(&value.map_or("nothing".to_owned(), ToString::to_string), 60);
            differences.push(format!("{path}: expected {}, found {}", text(expected), text(found)));
        }
    }
}

#[test]
fn cuts_the_middle() {
    let lines = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
    assert_eq!(cut_middle(lines(7), 7), lines(7));
    assert_eq!(cut_middle(lines(12), 7), ["0", "1", "        … 6 lines are left out …", "8", "9", "10", "11"]);
    assert_eq!(cut(&"x".repeat(40), 20), "xx … (40 characters)");
}

#[test]
fn names_the_differences() {
    let caught = std::panic::catch_unwind(|| {
        assert_same("It differs", &json!({"a": [1, 2], "b": 1, "c": 1}), &json!({"a": [1, 3, 4], "b": 1}));
    });
    let message = caught.unwrap_err().downcast::<String>().unwrap();
    let expected =
        "It differs:\n/a/1: expected 2, found 3\n/a/2: expected nothing, found 4\n/c: expected 1, found nothing";
    assert_eq!(*message, expected);
}
