//! A fake server that plays a short script with at most one flaw.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    http::StatusCode,
    routing::{any, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use wpp_tests::loadtest::clock;

/// Age of a deadline that is long past, in milliseconds: much more than a busy machine delays an event.
pub const LATE_MS: i64 = 60_000;

/// Number of events in the script.
pub const EVENTS: u64 = 8;

/// The flaw of the server. A flaw of one socket affects the first player's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    None,
    /// One event is missing.
    Lose,
    /// One event arrives twice.
    Double,
    /// Two events arrive in the wrong order.
    Swap,
    /// The points of a step are right, the total is wrong.
    WrongTotal,
    /// The points of a step are wrong, and the totals include them.
    WrongPoints,
    /// One socket receives different scores.
    TwoFaces,
    /// The game does not end.
    NoEnd,
    /// One frame is not an envelope.
    Garbage,
    /// The deadline of one event is long past.
    Late,
    /// One connection breaks; its resume gets this answer.
    Break(Tail),
    /// The server acknowledges lies and forgets them.
    Forget,
}

/// The answer to a resume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    Whole,
    Holed,
    Snapshot,
}

/// The server, which stops with its test.
pub struct FakeServer {
    address: std::net::SocketAddr,
}

struct Fake {
    flaw: Flaw,
    players: AtomicUsize,
    lies: watch::Sender<usize>,
    /// Number of script entries that have been played.
    played: watch::Sender<usize>,
    script: Mutex<Vec<Value>>,
}

impl FakeServer {
    pub async fn start(flaw: Flaw) -> Self {
        let (lies, played) = (watch::Sender::new(0), watch::Sender::new(0));
        let fake = Arc::new(Fake { flaw, players: AtomicUsize::new(0), lies, played, script: Mutex::default() });
        let routes = Router::new()
            .route("/api/sessions", post(create))
            .route("/api/sessions/{code}/players", post(join))
            .route("/api/sessions/{code}/play", post(play))
            .route("/ws/game/{code}/", any(open))
            .with_state(fake);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

async fn create() -> (StatusCode, Json<Value>) {
    (
        StatusCode::CREATED,
        Json(json!({"code": "FAKE", "host_token": "host", "join_url": "", "snapshot": snapshot(0, 0)})),
    )
}

async fn join(State(fake): State<Arc<Fake>>) -> (StatusCode, Json<Value>) {
    let id = format!("p{}", fake.players.fetch_add(1, Ordering::SeqCst));
    (StatusCode::CREATED, Json(json!({"player_id": id, "session_token": id, "snapshot": snapshot(0, 0)})))
}

/// Plays the script. Clients can submit lies after the third event; the rest follows at once.
async fn play(State(fake): State<Arc<Fake>>) -> Json<Value> {
    *fake.script.lock().unwrap() = script(fake.flaw);
    let length = fake.script.lock().unwrap().len();
    tokio::spawn(async move {
        if fake.flaw == Flaw::Forget {
            fake.played.send_replace(3);
            let players = fake.players.load(Ordering::SeqCst);
            fake.lies.subscribe().wait_for(|lies| *lies == players).await.unwrap();
        }
        fake.played.send_replace(length);
    });
    Json(snapshot(0, 0))
}

#[derive(Deserialize)]
struct Ask {
    session_token: Option<String>,
    since: Option<usize>,
}

async fn open(
    State(fake): State<Arc<Fake>>,
    Query(ask): Query<Ask>,
    upgrade: WebSocketUpgrade,
) -> axum::response::Response {
    upgrade.on_upgrade(move |socket| async move {
        let _ = serve(&fake, ask, socket).await;
    })
}

async fn serve(fake: &Fake, ask: Ask, mut socket: WebSocket) -> Result<(), axum::Error> {
    let first_player = ask.session_token.as_deref() == Some("p0");
    let mut sent_count = ask.since.unwrap_or(0);
    match (ask.since, fake.flaw) {
        (Some(since), Flaw::Break(Tail::Snapshot)) => {
            sent_count = since + 2;
            socket
                .send(ephemeral(
                    "session.snapshot",
                    json!({"recovered": false, "snapshot": snapshot(sent_count, 1_000)}),
                ))
                .await?;
        }
        (Some(since), flaw) => {
            let hole = usize::from(flaw == Flaw::Break(Tail::Holed));
            let tail = fake.script.lock().unwrap()[since + hole..since + 2].to_vec();
            sent_count = since + 2;
            socket.send(ephemeral("session.resumed", json!({"recovered": true, "events": tail}))).await?;
        }
        (None, _) => {
            socket.send(ephemeral("session.snapshot", json!({"recovered": false, "snapshot": snapshot(0, 0)}))).await?
        }
    }
    let mut played = fake.played.subscribe();
    loop {
        while sent_count < *played.borrow_and_update() {
            let mut event = fake.script.lock().unwrap()[sent_count].clone();
            sent_count += 1;
            if first_player && sent_count == 6 {
                match fake.flaw {
                    Flaw::Lose => continue,
                    Flaw::Double => socket.send(Message::text(event.to_string())).await?,
                    Flaw::Swap => {
                        let next = fake.script.lock().unwrap()[sent_count].clone();
                        sent_count += 1;
                        socket.send(Message::text(next.to_string())).await?;
                    }
                    Flaw::TwoFaces => event["data"]["deltas"][0]["total"] = json!(7),
                    Flaw::Garbage => socket.send(Message::text("{}")).await?,
                    // The connection ends without a close frame.
                    Flaw::Break(_) if ask.since.is_none() => return Ok(()),
                    _ => {}
                }
            }
            socket.send(Message::text(event.to_string())).await?;
        }
        tokio::select! {
            _ = played.changed() => {}
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    socket.send(ephemeral("ack", json!({"id": message["id"], "seq": 3}))).await?;
                    if message["type"] == "lie.submit" {
                        fake.lies.send_modify(|lies| *lies += 1);
                    }
                }
                Some(Ok(_)) => {}
                _ => return Ok(()),
            },
        }
    }
}

fn snapshot(seq: usize, score: i64) -> Value {
    let player = |id, score| json!({"player_id": id, "nickname": id, "avatar": null, "score": score, "connected": true, "answered": false});
    let (status, phase) = match seq {
        0 => ("lobby", Value::Null),
        _ => (
            "running",
            json!({"name": "scoreboard", "round": 1, "question": 1, "deadline_at": null, "remaining_ms": null}),
        ),
    };
    json!({"code": "FAKE", "epoch": "e", "seq": seq, "cartridge": "fib", "status": status, "server_time": now(0),
           "phase": phase, "players": [player("p0", score), player("p1", 0)], "view": null})
}

fn ephemeral(kind: &str, data: Value) -> Message {
    let frame = json!({"type": kind, "session": "FAKE", "epoch": "e", "sent_at": now(0), "due_at": null, "data": data});
    Message::text(frame.to_string())
}

/// Returns the script: a game of one question, in which the first player finds the truth.
fn script(flaw: Flaw) -> Vec<Value> {
    let points = if flaw == Flaw::WrongPoints { 999 } else { 1_000 };
    let total = if flaw == Flaw::WrongTotal { 1_001 } else { 1_000 };
    let pickers = if flaw == Flaw::Forget { json!([]) } else { json!(["p0"]) };
    let awarded = json!([{"player_id": "p0", "points": points, "reason": "truth"}]);
    let awarded = if flaw == Flaw::Forget { json!([]) } else { awarded };
    let total = if flaw == Flaw::Forget { 0 } else { total };
    let delta = |id: &str, delta: i64, total: i64| json!({"player_id": id, "delta": delta, "total": total});
    let place = |rank: usize, id: &str, score: i64| json!({"rank": rank, "player_id": id, "nickname": id, "score": score, "delta": 0});
    let second = if total == 0 { 1 } else { 2 };
    let ranking = json!([place(1, "p0", total), place(second, "p1", 0)]);
    let deltas = json!([delta("p0", total.min(1_000), total), delta("p1", 0, 0)]);
    let late_ms = if flaw == Flaw::Late { LATE_MS } else { 0 };
    let mut events = vec![
        event("session.started", None, json!({"phase": null})),
        event("phase.question_shown", None, json!({"round": 1, "question": 1, "deadline_at": null})),
        event("phase.lie_started", Some(0), json!({"round": 1, "question": 1, "remaining_ms": null})),
        event("phase.guess_started", Some(0), json!({"options": [], "remaining_ms": 0})),
        event(
            "reveal.step",
            Some(0),
            json!({"option_id": "1", "kind": "truth", "authors": [], "pickers": pickers, "awarded": awarded}),
        ),
        event("phase.scores_calculated", Some(late_ms), json!({"round": 1, "multiplier": 1, "deltas": deltas})),
        event("phase.scoreboard", Some(0), json!({"ranking": ranking, "final": true})),
        event("phase.game_over", Some(0), json!({"ranking": ranking, "awards": []})),
    ];
    for (event, seq) in events.iter_mut().zip(1..) {
        event["seq"] = json!(seq);
    }
    events.truncate(if flaw == Flaw::NoEnd { 7 } else { 8 });
    events
}

fn event(kind: &str, due_ms_ago: Option<i64>, data: Value) -> Value {
    json!({"type": kind, "session": "FAKE", "epoch": "e", "sent_at": now(0), "due_at": due_ms_ago.map(now), "data": data})
}

/// Returns the time this many milliseconds ago.
fn now(ms_ago: i64) -> String {
    let moment = chrono::DateTime::from_timestamp_micros(clock::wall_us() - ms_ago * 1000).unwrap();
    moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
