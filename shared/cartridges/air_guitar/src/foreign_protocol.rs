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
    chord,
    ephemeral_handler::CHORD,
    event::{Joined, Left},
    view::View,
};
use wpp_game::{
    ephemeral::{ForeignProtocol, Said, Word},
    ids::PlayerId,
    manifest::{Field, FieldType},
    session::{Envelope, SessionEvent, event::Connection, snapshot::Snapshot},
    time::Timestamp,
};

/// `/ws/guitar/{code}/`
pub(super) struct Guitar;

const HEARS: &[Word] = &[
    Word { kind: "ping", words: "Find out how far the server is: the answer is `pong`.", fields: STAMP },
    Word {
        kind: "practice_start",
        words: "Pick up the guitar; the first to do so begins the practice.",
        fields: STAMP,
    },
    Word {
        kind: "chord_change",
        words: "Strike a chord: everybody hears it. One whose `seq` is not above the last is out of date.",
        fields: chord::KINDS[0].said,
    },
    Word { kind: "practice_end", words: "Put the guitar down.", fields: STAMP },
];

const SAYS: &[Word] = &[
    Word {
        kind: "connection_update",
        words: "Somebody came or went: `status` is `connected` or `disconnected`.",
        fields: &[("status", FieldType::Text), ("user_id", FieldType::Text)],
    },
    Word {
        kind: "practice_update",
        words: "Somebody picked up their guitar or put it down: `status` is `started` or `ended`.",
        fields: &[("status", FieldType::Text), ("timestamp", FieldType::Text), ("player_id", FieldType::Text)],
    },
    Word {
        kind: "chord_change",
        words: "A chord is struck. Who comes late hears the last of each guitarist.",
        fields: chord::KINDS[0].told,
    },
    Word {
        kind: "pong",
        words: "The answer to `ping`, with the client's own timestamp.",
        fields: &[("timestamp", FieldType::Any), ("server_time", FieldType::Text)],
    },
    Word {
        kind: "error",
        words: "A message was refused, and changed nothing.",
        fields: &[("message", FieldType::Text), ("code", FieldType::Text)],
    },
];

/// The clients stamp what they say; only `pong` has a use for it.
const STAMP: &[Field] = &[("timestamp", FieldType::Any)];

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

impl ForeignProtocol for Guitar {
    fn path(&self) -> &'static str {
        "guitar"
    }

    fn hears(&self) -> &'static [Word] {
        HEARS
    }

    fn says(&self) -> &'static [Word] {
        SAYS
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
