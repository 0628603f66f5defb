//! Strokes on their way to the TV.

use serde_json::{Value, json, value::to_raw_value};
use wpp_game::{
    driver::EphemeralMessages, ephemeral::EphemeralHandler, ids::PlayerId, session::Envelope, time::Timestamp,
};
use wpp_sketch::{
    Sketch,
    drawing::{Point, encode_stroke},
    ephemeral::MAX_POINTS,
};

fn handler() -> Box<dyn EphemeralHandler> {
    Sketch.handler(&PlayerId("ana".to_owned()))
}

fn event(handler: &mut dyn EphemeralHandler, kind: &str, data: &Value) {
    let envelope = json!({
        "type": kind, "session": "KWXTRN", "seq": 1, "epoch": "e", "sent_at": "2026-01-01T00:00:00.000Z", "data": data,
    });
    let envelope: Envelope = serde_json::from_str(&envelope.to_string()).unwrap();
    handler.on_event(&envelope);
}

/// Sends a stroke. Returns what everybody receives.
fn send(handler: &mut dyn EphemeralHandler, data: &Value) -> Result<Option<Value>, String> {
    let sent = handler.receive("stroke", &to_raw_value(data).unwrap(), Timestamp::from_millis(0));
    let sent = sent.map_err(|bad| bad.to_string())?;
    Ok(sent.map(|message| serde_json::from_str(message.data.get()).unwrap()))
}

fn points(count: usize) -> String {
    encode_stroke(0, &vec![Point { x: 7, y: 9 }; count])[1..].to_owned()
}

fn stroke() -> Value {
    json!({ "points": points(2), "colour": 4, "stroke": 0 })
}

#[test]
fn strokes_pass_while_the_player_draws() {
    let mut handler = handler();
    assert_eq!(send(&mut *handler, &stroke()), Ok(None), "nobody draws in the lobby");
    event(&mut *handler, "phase.draw_started", &json!({ "round": 2 }));
    let received = send(&mut *handler, &stroke()).unwrap().unwrap();
    assert_eq!(received, json!({ "player_id": "ana", "round": 2, "points": points(2), "colour": 4, "stroke": 0 }));
    event(&mut *handler, "session.paused", &json!({}));
    assert_eq!(send(&mut *handler, &stroke()), Ok(None));
    event(&mut *handler, "session.resumed_play", &json!({}));
    event(&mut *handler, "progress", &json!({ "answered": ["bo"], "waiting": ["ana"] }));
    assert!(send(&mut *handler, &stroke()).unwrap().is_some());
    event(&mut *handler, "progress", &json!({ "answered": ["bo", "ana"], "waiting": [] }));
    assert_eq!(send(&mut *handler, &stroke()), Ok(None), "the drawing is submitted");
}

#[test]
fn strokes_stop_with_the_phase() {
    let mut handler = handler();
    event(&mut *handler, "phase.draw_started", &json!({ "round": 1 }));
    event(&mut *handler, "phase.title_started", &json!({ "round": 1 }));
    assert_eq!(send(&mut *handler, &stroke()), Ok(None));
}

#[test]
fn moderation_stops_strokes() {
    let mut handler = handler();
    event(&mut *handler, "phase.draw_started", &json!({ "round": 1 }));
    event(&mut *handler, "session.moderation_changed", &json!({ "moderation": { "moderator": null, "waiting": 0 } }));
    assert_eq!(send(&mut *handler, &stroke()), Ok(None));
    event(&mut *handler, "session.moderation_changed", &json!({ "moderation": null }));
    assert!(send(&mut *handler, &stroke()).unwrap().is_some());
}

#[test]
fn strokes_are_bounded() {
    let mut handler = handler();
    event(&mut *handler, "phase.draw_started", &json!({ "round": 1 }));
    let with = |field: &str, value: Value| {
        let mut data = stroke();
        data[field] = value;
        data
    };
    assert!(send(&mut *handler, &with("points", json!(points(MAX_POINTS)))).unwrap().is_some());
    assert!(send(&mut *handler, &with("points", json!(""))).unwrap().is_some(), "a stroke is taken back");
    for bad in [
        with("points", json!(points(MAX_POINTS + 1))),
        with("points", json!("AAA")),
        with("points", json!(7)),
        with("colour", json!(6)),
        with("colour", json!(-1)),
        with("stroke", json!(200)),
        json!({}),
    ] {
        assert!(send(&mut *handler, &bad).unwrap_err().starts_with("stroke takes"), "{bad}");
    }
}
