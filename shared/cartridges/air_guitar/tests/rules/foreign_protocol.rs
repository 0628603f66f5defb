//! The guitar client's own words.

use serde_json::{Value, json};
use wpp_air_guitar::AirGuitar;
use wpp_game::{
    driver::GameDriver,
    driver::foreign_protocol::{ClientMessage, ForeignProtocol},
    session::Command,
};

use crate::band::{Band, id, raw};

fn guitar() -> &'static dyn ForeignProtocol {
    AirGuitar::CAPABILITIES.foreign_protocol.unwrap()
}

fn parsed(text: &str) -> (String, String) {
    match guitar().parse(text).unwrap() {
        ClientMessage::Ping { timestamp } => ("ping".into(), timestamp.unwrap_or_default().get().to_owned()),
        ClientMessage::Message { kind, data } => (kind.to_owned(), data.get().to_owned()),
    }
}

/// Returns the messages to a guitar client: type, status and player.
fn encoded(band: &Band) -> Vec<String> {
    let frames = band.log.iter().flat_map(|event| guitar().encode_event(event));
    let short = |frame: String| {
        let frame: Value = serde_json::from_str(&frame).unwrap();
        let who = frame["data"].get("user_id").or(frame["data"].get("player_id")).unwrap();
        format!(
            "{} {} {}",
            frame["type"].as_str().unwrap(),
            frame["data"]["status"].as_str().unwrap(),
            who.as_str().unwrap()
        )
    };
    frames.map(short).collect()
}

#[test]
fn parses_client_messages() {
    assert_eq!(parsed(r#"{"type":"ping","data":{"timestamp":1.5}}"#), ("ping".into(), "1.5".into()));
    assert_eq!(parsed(r#"{"type":"ping"}"#), ("ping".into(), "null".into()));
    assert_eq!(parsed(r#"{"type":"practice_start","data":{"timestamp":1}}"#).0, "practice.start");
    assert_eq!(parsed(r#"{"type":"practice_end"}"#).0, "practice.end");
    let (kind, data) = parsed(r#"{"type":"chord_change","data":{"chord":"G"}}"#);
    assert_eq!((kind.as_str(), data.as_str()), ("chord_change", r#"{"chord":"G"}"#));
}

#[test]
fn explains_invalid_messages() {
    for text in ["", "{", "7", "[]", r#"{"data":{}}"#, r#"{"type":7}"#] {
        assert!(guitar().parse(text).unwrap_err().contains("a message must be"), "{text}");
    }
    for kind in ["lie.submit", "practice.start", "practice.tally", "PING", ""] {
        let text = json!({ "type": kind, "data": {} }).to_string();
        assert!(guitar().parse(&text).unwrap_err().contains("unknown"), "{kind}");
    }
}

#[test]
fn encodes_presence_and_practices() {
    let mut band = Band::meets(&["Ana", "Bo"], json!({"practice_ms": 5_000}));
    band.starts("Ana");
    band.starts("Bo");
    band.connected("Bo", false);
    band.connected("Bo", true);
    band.ends("Bo");
    band.wait(5_000);
    band.must(Command::Remove { player_id: id("Bo") });
    let expected = [
        "connection_update connected ana",
        "connection_update connected bo",
        "practice_update started ana",
        "practice_update started bo",
        "connection_update disconnected bo",
        "connection_update connected bo",
        "practice_update ended bo",
        "practice_update ended ana",
        "connection_update disconnected bo",
    ];
    assert_eq!(encoded(&band), expected);
}

#[test]
fn deadline_is_the_timestamp() {
    let mut band = Band::on_stage(&["Ana"], json!({"practice_ms": 5_000}));
    band.starts("Ana");
    let due = band.session.deadline().unwrap();
    band.wait(5_000);
    let ended = band.log.iter().flat_map(|event| guitar().encode_event(event)).last().unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&ended).unwrap(),
        json!({"type": "practice_update", "data": {"status": "ended", "timestamp": due, "player_id": "ana"}})
    );
}

#[test]
fn encodes_the_snapshot() {
    let mut band = Band::meets(&["Ana", "Bo"], json!({}));
    band.connected("Bo", false);
    band.starts("Ana");
    let greeting = guitar().encode_snapshot(&serde_json::from_value(band.shown()).unwrap());
    let kinds: Vec<Value> = greeting.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(kinds[0], json!({"type": "connection_update", "data": {"status": "connected", "user_id": "ana"}}));
    assert_eq!((kinds.len(), &kinds[1]["data"]["status"]), (2, &json!("started")));
}

#[test]
fn passes_only_chords() {
    let at = wpp_game::time::Timestamp::from_millis(0);
    let chord = guitar().encode_ephemeral("chord_change", None, at, &raw(&json!({"chord": "G"})));
    assert_eq!(chord.unwrap(), r#"{"type":"chord_change","data":{"chord":"G"}}"#);
    assert!(guitar().encode_ephemeral("typing", None, at, &raw(&json!({}))).is_none());
}

#[test]
fn documents_describe_every_message() {
    for word in guitar().client_messages() {
        let text = json!({ "type": word.kind, "data": { "chord": "G", "timestamp": 1 } }).to_string();
        assert!(guitar().parse(&text).is_ok(), "{} is described and not understood", word.kind);
    }
    let mut band = Band::meets(&["Ana"], json!({"practice_ms": 5_000}));
    band.starts("Ana");
    let now = wpp_game::time::Timestamp::from_millis(0);
    let chord = json!({"chord": "G", "player_id": "ana", "timestamp": now, "stroke": "up", "held": true});
    let mut messages = guitar().encode_snapshot(&serde_json::from_value(band.shown()).unwrap());
    messages.extend(guitar().encode_ephemeral("chord_change", None, now, &raw(&chord)));
    messages.push(guitar().encode_pong(None, now));
    messages.push(guitar().encode_error("invalid_input", "no"));
    for text in messages {
        let message: Value = serde_json::from_str(&text).unwrap();
        let word = guitar().server_messages().iter().find(|word| message["type"] == word.kind).unwrap();
        let mut fields: Vec<&str> = word.fields.iter().map(|field| field.name).collect();
        fields.sort_unstable();
        let mut names: Vec<_> = message["data"].as_object().unwrap().keys().collect();
        names.sort_unstable();
        assert_eq!(names, fields, "{text}");
    }
}
