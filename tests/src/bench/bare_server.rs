//! A server without a store: sessions and timers in memory, one task each.
//!
//! It speaks as much of the contract as idle bots of the load client need, and sends frames of the number, order and size
//! of an idle game of Fib. What it costs is the least that the same fan-out can cost with the same HTTP library. It has no
//! rules, keeps nothing, checks nothing, and recovers from nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};
use tokio::{net::TcpListener, sync::mpsc, time::Instant};

use crate::loadtest::clock;

/// Upper bound of the events in one reveal of lies that nobody picked.
const UNPICKED: usize = 6;

/// The phases of a question: the setting with the length, and the bytes of each event's data at the start of the phase, as
/// measured in an idle game of eight.
const PHASES: [(&str, &[usize]); 7] = [
    ("question_ms", &[780]),
    ("lie_ms", &[610]),
    ("guess_ms", &[960]),
    ("reveal_step_ms", &[185; UNPICKED]),
    ("reveal_step_ms", &[1_190]),
    ("scores_ms", &[1_030]),
    ("scoreboard_ms", &[1_480]),
];

/// Serves until the process ends.
///
/// # Errors
/// Returns an error if the server cannot listen.
pub async fn serve(listener: TcpListener) -> std::io::Result<()> {
    let rooms = Rooms::default();
    let app = Router::new()
        .route("/api/sessions", post(create))
        .route("/api/sessions/{code}/players", post(join))
        .route("/api/sessions/{code}/play", post(play))
        .route("/ws/game/{code}/", get(connect))
        .with_state(rooms);
    axum::serve(listener, app).await
}

type Rooms = Arc<Mutex<HashMap<String, Arc<Room>>>>;

#[derive(Debug, Default)]
struct Room {
    code: String,
    config: Map<String, Value>,
    state: Mutex<RoomState>,
}

#[derive(Debug, Default)]
struct RoomState {
    seq: u64,
    players: Vec<String>,
    sockets: Vec<mpsc::UnboundedSender<Utf8Bytes>>,
    deadline: Option<DateTime<Utc>>,
}

async fn create(State(rooms): State<Rooms>, Json(body): Json<Value>) -> Json<Value> {
    let mut rooms = locked(&rooms);
    let code = format!("ROOM{}", rooms.len());
    let config = body["config"].as_object().cloned().unwrap_or_default();
    rooms.insert(code.clone(), Arc::new(Room { code: code.clone(), config, state: Mutex::default() }));
    Json(json!({"code": code, "host_token": code}))
}

async fn join(State(rooms): State<Rooms>, Path(code): Path<String>) -> Result<Json<Value>, StatusCode> {
    let room = room(&rooms, &code)?;
    let mut state = locked(&room.state);
    let id = format!("p_{:012}", state.players.len());
    state.players.push(id.clone());
    Ok(Json(json!({"player_id": id, "session_token": id, "snapshot": room.snapshot(&state)})))
}

async fn play(State(rooms): State<Rooms>, Path(code): Path<String>) -> Result<Json<Value>, StatusCode> {
    let room = room(&rooms, &code)?;
    let begun = (clock::now(), now());
    room.send("session.started", None, 1_350);
    locked(&room.state).deadline = Some(begun.1 + room.length("question_ms"));
    tokio::spawn(room.clone().run(begun));
    let snapshot = room.snapshot(&locked(&room.state));
    Ok(Json(snapshot))
}

async fn connect(
    State(rooms): State<Rooms>,
    Path(code): Path<String>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, StatusCode> {
    let room = room(&rooms, &code)?;
    Ok(upgrade.on_upgrade(async move |socket| room.relay(socket).await))
}

impl Room {
    /// Plays all questions, then ends the game.
    async fn run(self: Arc<Self>, (begun, begun_at): (Instant, DateTime<Utc>)) {
        let count = |name: &str, default| self.config.get(name).and_then(Value::as_u64).unwrap_or(default);
        let questions = count("rounds", 3) * count("questions_per_round", 3);
        let (mut passed, mut due) = (Duration::ZERO, None);
        for _ in 0..questions {
            for (setting, events) in PHASES {
                events.iter().for_each(|bytes| self.send("bare.event", due, *bytes));
                passed += self.length(setting);
                tokio::time::sleep_until(begun + passed).await;
                due = Some(begun_at + passed);
            }
        }
        self.send("phase.game_over", due, 310);
    }

    /// Encodes an event once and gives it to all sockets.
    fn send(&self, kind: &str, due: Option<DateTime<Utc>>, bytes: usize) {
        let mut state = locked(&self.state);
        state.seq += 1;
        let data = match kind {
            // The last frame is its ranking and little else.
            "phase.game_over" => {
                let place = |id| json!({"player_id": id, "rank": 1, "score": 0});
                json!({"ranking": state.players.iter().map(place).collect::<Vec<_>>(), "text": "x".repeat(bytes)})
            }
            _ => json!({"text": "x".repeat(bytes)}),
        };
        let frame = Utf8Bytes::from(self.envelope(state.seq, kind, due, &data));
        state.sockets.retain(|socket| socket.send(frame.clone()).is_ok());
    }

    fn envelope(&self, seq: u64, kind: &str, due: Option<DateTime<Utc>>, data: &Value) -> String {
        let text = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Micros, true);
        let seq = (kind != "session.snapshot").then_some(seq);
        let sent_at = text(now());
        json!({
            "session": self.code, "epoch": "bare", "seq": seq, "sent_at": sent_at, "due_at": due.map(text), "type": kind,
            "data": data,
        })
        .to_string()
    }

    fn snapshot(&self, state: &RoomState) -> Value {
        let players: Vec<Value> = state.players.iter().map(|id| json!({"player_id": id, "score": 0})).collect();
        let phase = state.deadline.map(
            |deadline| json!({"name": "question", "round": 1, "question": 1, "deadline_at": deadline.to_rfc3339()}),
        );
        let status = if phase.is_some() { "running" } else { "lobby" };
        json!({"epoch": "bare", "seq": state.seq, "status": status, "phase": phase, "players": players})
    }

    fn length(&self, setting: &str) -> Duration {
        Duration::from_millis(self.config.get(setting).and_then(Value::as_u64).unwrap_or(3_000))
    }

    /// Sends the snapshot, then all events, until the phone leaves.
    async fn relay(self: Arc<Self>, mut socket: WebSocket) {
        let (sender, mut events) = mpsc::unbounded_channel();
        let greeting = {
            let mut state = locked(&self.state);
            state.sockets.push(sender);
            let data = json!({"snapshot": self.snapshot(&state)});
            self.envelope(state.seq, "session.snapshot", None, &data)
        };
        if socket.send(Message::Text(greeting.into())).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => if socket.send(Message::Text(event)).await.is_err() {
                        return;
                    },
                    None => return,
                },
                frame = socket.recv() => if frame.is_none_or(|frame| frame.is_err()) {
                    return;
                },
            }
        }
    }
}

fn room(rooms: &Rooms, code: &str) -> Result<Arc<Room>, StatusCode> {
    locked(rooms).get(code).cloned().ok_or(StatusCode::NOT_FOUND)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(clock::wall_us()).unwrap_or_default()
}
