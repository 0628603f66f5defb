//! The guitar client's own socket: what it says and hears, in the words it was written with.
//!
//! Messages are `{"type", "data"}`. From the client: `ping {timestamp}`, `practice_start {timestamp}`,
//! `chord_change {chord}`, `practice_end {timestamp}`. To all clients of the session: `connection_update
//! {status, user_id}`, `practice_update {status, timestamp, player_id}`, `chord_change {chord, player_id,
//! timestamp}`; to one: `pong {timestamp}`, `error {message, code}`.

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{
    action::{END, START},
    companion::CHORD,
    event::{Joined, Left},
    view::View,
};
use crate::{
    aside::{Dialect, Said},
    ids::PlayerId,
    session::{Envelope, SessionEvent, event::Connection, snapshot::Snapshot},
    time::Timestamp,
};

/// `/ws/guitar/{code}/`
pub(super) struct Guitar;

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    data: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Stamped {
    #[serde(default)]
    timestamp: Option<Box<RawValue>>,
}

impl Dialect for Guitar {
    fn path(&self) -> &'static str {
        "guitar"
    }

    fn read(&self, text: &str) -> Result<Said, String> {
        let Message { kind, data } =
            serde_json::from_str(text).map_err(|error| format!("a message is {{\"type\", \"data\"}}: {error}"))?;
        let data = data.unwrap_or_else(|| RawValue::NULL.to_owned());
        let message = |kind| Ok(Said::Message { kind, data: data.clone() });
        match kind.as_str() {
            "ping" => {
                let stamped = serde_json::from_str::<Stamped>(data.get()).ok();
                Ok(Said::Ping { timestamp: stamped.and_then(|stamped| stamped.timestamp) })
            }
            "practice_start" => message(START),
            "practice_end" => message(END),
            "chord_change" => message(CHORD),
            _ => Err("this type of message is unknown here; there are ping, practice_start, chord_change and \
                      practice_end"
                .to_owned()),
        }
    }

    fn greet(&self, snapshot: &Snapshot<Box<RawValue>>) -> Vec<String> {
        let players = snapshot.players.iter().filter(|player| player.connected);
        let mut told: Vec<String> = players.map(|player| connection("connected", &player.player_id)).collect();
        let view = snapshot.view.as_ref().and_then(|view| serde_json::from_str::<View>(view.get()).ok());
        let parts = view.map(|view| view.parts).unwrap_or_default();
        let playing = parts.iter().filter(|part| part.playing);
        told.extend(playing.map(|part| practice("started", snapshot.server_time, &part.player_id)));
        told
    }

    fn tell(&self, event: &Envelope) -> Vec<String> {
        let at = event.due_at.unwrap_or(event.sent_at);
        let told = match event.kind.as_str() {
            "practice.joined" => {
                read::<Joined>(event).map(|Joined { player_id, .. }| practice("started", at, &player_id))
            }
            "practice.left" => read::<Left>(event).map(|Left { player_id }| practice("ended", at, &player_id)),
            _ => serde_json::from_str(&event.body()).ok().and_then(|event: SessionEvent| match event {
                SessionEvent::ConnectionUpdate { player_id, status } => Some(connection(
                    match status {
                        Connection::Connected => "connected",
                        Connection::Disconnected => "disconnected",
                    },
                    &player_id,
                )),
                SessionEvent::PlayerLeft { player_id } | SessionEvent::PlayerKicked { player_id } => {
                    Some(connection("disconnected", &player_id))
                }
                _ => None,
            }),
        };
        told.into_iter().collect()
    }

    fn pass(&self, kind: &str, _from: Option<&PlayerId>, _at: Timestamp, data: &RawValue) -> Option<String> {
        (kind == CHORD).then(|| format!(r#"{{"type":"chord_change","data":{data}}}"#))
    }

    fn pong(&self, timestamp: Option<&RawValue>, now: Timestamp) -> String {
        message("pong", &json!({ "timestamp": timestamp, "server_time": now }))
    }

    fn refuse(&self, code: &str, words: &str) -> String {
        message("error", &json!({ "message": words, "code": code }))
    }
}

fn connection(status: &str, player: &PlayerId) -> String {
    message("connection_update", &json!({ "status": status, "user_id": player }))
}

fn practice(status: &str, at: Timestamp, player: &PlayerId) -> String {
    message("practice_update", &json!({ "status": status, "timestamp": at, "player_id": player }))
}

fn message(kind: &str, data: &Value) -> String {
    json!({ "type": kind, "data": data }).to_string()
}

fn read<'a, T: Deserialize<'a>>(event: &'a Envelope) -> Option<T> {
    serde_json::from_str(event.data.get()).ok()
}
