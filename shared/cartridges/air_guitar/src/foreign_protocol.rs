//! The protocol of the guitar client, which uses a separate socket `/ws/guitar/{code}/`.
//!
//! Messages are `{"type", "data"}`. From the client: `ping {timestamp}`, `practice_start {timestamp}`,
//! `chord_change {chord}`, `practice_end {timestamp}`. To all clients of the session: `connection_update
//! {status, user_id}`, `practice_update {status, timestamp, player_id}`, `chord_change {chord, player_id,
//! timestamp}`; to one client: `pong {timestamp}`, `error {message, code}`.

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use wpp_game::{
    contract::from_object,
    driver::foreign_protocol::{ClientMessage, ForeignProtocol, MessageKind},
    ids::PlayerId,
    manifest::{Field, FieldType},
    session::{Envelope, SessionEvent, event::Connection, snapshot::Snapshot},
    time::Timestamp,
};

use super::{
    contract::{
        action::{END, START},
        event::{Joined, Left},
        view::View,
    },
    ephemeral::chord::{self, CHORD},
};

/// The protocol of the guitar client.
pub(super) struct GuitarProtocol;

const CLIENT_MESSAGES: &[MessageKind] = &[
    MessageKind {
        kind: "ping",
        description: "Measure the distance to the server: the answer is `pong`.",
        fields: STAMP,
    },
    MessageKind {
        kind: "practice_start",
        description: "Pick up the guitar; the first guitarist starts the practice.",
        fields: STAMP,
    },
    MessageKind {
        kind: "chord_change",
        description: "Play a chord for everybody. A chord is outdated if its `seq` is not above the last one.",
        fields: chord::KINDS[0].sent,
    },
    MessageKind { kind: "practice_end", description: "Put the guitar down.", fields: STAMP },
];

const SERVER_MESSAGES: &[MessageKind] = &[
    MessageKind {
        kind: "connection_update",
        description: "A player connected or disconnected: `status` is `connected` or `disconnected`.",
        fields: &[Field::new("status", FieldType::Text), Field::new("user_id", FieldType::Text)],
    },
    MessageKind {
        kind: "practice_update",
        description: "A player picked up the guitar or put it down: `status` is `started` or `ended`.",
        fields: &[
            Field::new("status", FieldType::Text),
            Field::new("timestamp", FieldType::Text),
            Field::new("player_id", FieldType::Text),
        ],
    },
    MessageKind {
        kind: "chord_change",
        description: "A player played a chord. A new client receives the last chord of each guitarist.",
        fields: chord::KINDS[0].received,
    },
    MessageKind {
        kind: "pong",
        description: "The answer to `ping`, with the client's own timestamp.",
        fields: &[Field::new("timestamp", FieldType::Any), Field::new("server_time", FieldType::Text)],
    },
    MessageKind {
        kind: "error",
        description: "The server rejected a message, which changed nothing.",
        fields: &[Field::new("message", FieldType::Text), Field::new("code", FieldType::Text)],
    },
];

/// Every client message carries a timestamp; only `pong` uses it.
const STAMP: &[Field] = &[Field::new("timestamp", FieldType::Any)];

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

impl ForeignProtocol for GuitarProtocol {
    fn path(&self) -> &'static str {
        "guitar"
    }

    fn client_messages(&self) -> &'static [MessageKind] {
        CLIENT_MESSAGES
    }

    fn server_messages(&self) -> &'static [MessageKind] {
        SERVER_MESSAGES
    }

    fn parse(&self, text: &str) -> Result<ClientMessage, String> {
        let Message { kind, data } =
            from_object(text).map_err(|error| format!("a message must be {{\"type\", \"data\"}}: {error}"))?;
        let data = data.unwrap_or_else(|| RawValue::NULL.to_owned());
        let message = |kind| Ok(ClientMessage::Message { kind, data: data.clone() });
        match kind.as_str() {
            "ping" => {
                let stamped = from_object::<Stamped>(data.get()).ok();
                Ok(ClientMessage::Ping { timestamp: stamped.and_then(|stamped| stamped.timestamp) })
            }
            "practice_start" => message(START),
            "practice_end" => message(END),
            "chord_change" => message(CHORD),
            _ => {
                Err("this type of message is unknown; use ping, practice_start, chord_change or practice_end"
                    .to_owned())
            }
        }
    }

    fn encode_snapshot(&self, snapshot: &Snapshot<Box<RawValue>>) -> Vec<String> {
        let players = snapshot.players.iter().filter(|player| player.connected);
        let mut messages: Vec<String> =
            players.map(|player| connection(Connection::Connected, &player.player_id)).collect();
        let view = snapshot.view.as_ref().and_then(|view| serde_json::from_str::<View>(view.get()).ok());
        let parts = view.map(|view| view.parts).unwrap_or_default();
        let playing = parts.iter().filter(|part| part.playing);
        messages.extend(playing.map(|part| practice("started", snapshot.server_time, &part.player_id)));
        messages
    }

    fn encode_event(&self, event: &Envelope) -> Vec<String> {
        let at = event.due_at.unwrap_or(event.sent_at);
        let message = match event.kind.as_str() {
            "practice.joined" => {
                read::<Joined>(event).map(|Joined { player_id, .. }| practice("started", at, &player_id))
            }
            "practice.left" => read::<Left>(event).map(|Left { player_id }| practice("ended", at, &player_id)),
            _ => serde_json::from_str(&event.body()).ok().and_then(|event: SessionEvent| match event {
                SessionEvent::ConnectionUpdate { player_id, status } => Some(connection(status, &player_id)),
                SessionEvent::PlayerLeft { player_id } | SessionEvent::PlayerKicked { player_id } => {
                    Some(connection(Connection::Disconnected, &player_id))
                }
                _ => None,
            }),
        };
        message.into_iter().collect()
    }

    fn encode_ephemeral(
        &self,
        kind: &str,
        _from: Option<&PlayerId>,
        _at: Timestamp,
        data: &RawValue,
    ) -> Option<String> {
        (kind == CHORD).then(|| format!(r#"{{"type":"chord_change","data":{data}}}"#))
    }

    fn encode_pong(&self, timestamp: Option<&RawValue>, now: Timestamp) -> String {
        message("pong", &json!({ "timestamp": timestamp, "server_time": now }))
    }

    fn encode_error(&self, code: &str, text: &str) -> String {
        message("error", &json!({ "message": text, "code": code }))
    }
}

fn connection(status: Connection, player: &PlayerId) -> String {
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
