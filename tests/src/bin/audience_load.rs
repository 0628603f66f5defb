//! Load test of an audience: one room of Last Word, in which everybody of the audience votes on each prompt.
//!
//! `cargo run --release -p wpp-tests --bin audience_load -- --url http://127.0.0.1:8080,http://127.0.0.1:8081`
//!
//! The exit status is 0 when every vote was acknowledged, and each result counts exactly the acknowledged votes. It is 1
//! otherwise. Compare the lateness of the players with a run of `--audience 0`.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a load program prints its results and ends on failure")]

use std::{
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use clap::Parser;
use futures_util::{SinkExt, StreamExt, stream};
use hdrhistogram::Histogram;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use wpp_tests::{
    harness::client::{Api, Seat, text},
    loadtest::{
        clock,
        wire::{Socket, SocketRole, Target},
    },
};

/// Fills a room with an audience that votes.
#[derive(Debug, Clone, Parser)]
struct Options {
    /// The APIs; the audience is spread over them.
    #[arg(long, default_value = "http://127.0.0.1:8080", value_delimiter = ',')]
    url: Vec<String>,
    /// People in the audience.
    #[arg(long, default_value_t = 10_000)]
    audience: usize,
    /// Players, who answer and do not vote.
    #[arg(long, default_value_t = 8)]
    players: usize,
    /// Milliseconds over which the votes on a prompt are spread.
    #[arg(long, default_value_t = 5_000)]
    vote_ms: u64,
    /// Joins and connections at a time.
    #[arg(long, default_value_t = 64)]
    concurrency: usize,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What all sockets measure.
#[derive(Default)]
struct Measures {
    sent: AtomicU64,
    acknowledged: AtomicU64,
    rejected: AtomicU64,
    /// Microseconds from the deadline of a phase to its receipt, for each socket of a player.
    players: Mutex<Vec<u64>>,
    /// The same for the audience.
    audience: Mutex<Vec<u64>>,
    /// Microseconds from a vote to its acknowledgement.
    answers: Mutex<Vec<u64>>,
    /// Votes of the audience in the results.
    counted: AtomicU64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let apis: Vec<Api> = options.url.iter().map(|url| Api::at(url)).collect();
    let mut targets = Vec::new();
    for url in &options.url {
        targets.push(Target::resolve(url).await.expect("an address"));
    }
    let (write_ms, vote_ms) = (10_000, options.vote_ms + 2_000);
    let config =
        json!({"rounds": 1, "write_ms": write_ms, "vote_ms": vote_ms, "result_ms": 1_000, "scoreboard_ms": 1_000});
    let session = apis[0].create_of("last_word", config).await;
    let code = session.code.clone();
    let measures = Arc::new(Measures::default());
    let mut tasks = Vec::new();

    for n in 0..options.players {
        let seat = apis[n % apis.len()].join(&code, &format!("Player {n}")).await;
        let socket = open(&targets[n % targets.len()], &code, &seat, n).await;
        let player = play(apis[n % apis.len()].clone(), code.clone(), seat, socket, n == 0, measures.clone());
        tasks.push(tokio::spawn(player));
    }
    let began = clock::now();
    let crowd: Vec<Socket> = stream::iter(0..options.audience)
        .map(|n| {
            let (api, target, code) = (&apis[n % apis.len()], &targets[n % targets.len()], &code);
            async move { open(target, code, &watch(api, code).await, options_number(n)).await }
        })
        .buffer_unordered(options.concurrency)
        .collect()
        .await;
    println!("{} people connected in {:.1} s", crowd.len(), (clock::now() - began).as_secs_f64());
    for (n, socket) in crowd.into_iter().enumerate() {
        let rng = ChaCha8Rng::seed_from_u64(options.seed.wrapping_mul(1_000_003).wrapping_add(n as u64));
        tasks.push(tokio::spawn(vote(socket, rng, options.vote_ms, measures.clone())));
    }
    let _ = apis[0].control(&session, "play").await.expect(StatusCode::OK);
    for task in tasks {
        task.await.expect("no task panics");
    }
    let _ = apis[0].control(&session, "exit").await;
    print(&measures)
}

/// Numbers sockets of the audience after those of the players, for their source addresses.
fn options_number(n: usize) -> usize {
    n + 100
}

async fn watch(api: &Api, code: &str) -> Seat {
    let body = json!({"nickname": "Fan", "as": "audience"});
    let joined = api.post(&format!("/api/sessions/{code}/players"), None, &body).await.expect(StatusCode::CREATED);
    Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) }
}

async fn open(target: &Target, code: &str, seat: &Seat, number: usize) -> Socket {
    target.open(code, &SocketRole::Player(seat.token.clone()), None, number).await.expect("a socket")
}

/// Answers the prompts of one player. The first player adds up the results.
async fn play(api: Api, code: String, seat: Seat, mut socket: Socket, adds_up: bool, measures: Arc<Measures>) {
    while let Some(Ok(Message::Text(frame))) = next(&mut socket).await {
        record_lateness(&frame, &measures.players);
        if frame.contains(r#""type":"phase.write_started""#) {
            let you = api.snapshot(&code, Some(&seat.token)).await["you"].clone();
            for (n, prompt) in you["prompts"].as_array().expect("prompts").iter().enumerate() {
                let data =
                    json!({"prompt_id": prompt["prompt_id"], "text": format!("answer {n} of {}", seat.player_id)});
                let _ = api.submit_action(&code, &seat, &format!("a{n}"), "answer.submit", data).await;
            }
        }
        if adds_up && frame.contains(r#""type":"phase.result_shown""#) {
            let result: Value = serde_json::from_str(&frame).expect("an envelope");
            let votes = result["data"]["results"].as_array().expect("results").iter();
            let votes: u64 = votes.filter_map(|result| result["audience_votes"].as_u64()).sum();
            measures.counted.fetch_add(votes, Ordering::Relaxed);
        }
        if frame.contains(r#""type":"phase.game_over""#) {
            return;
        }
    }
}

/// Votes once on each prompt, at a random moment.
async fn vote(mut socket: Socket, mut rng: ChaCha8Rng, within_ms: u64, measures: Arc<Measures>) {
    let mut due: Option<(Instant, String)> = None;
    let mut sent: Option<Instant> = None;
    let mut number = 0_u32;
    loop {
        let at = due.as_ref().map_or_else(|| clock::now() + Duration::from_secs(60), |(at, _)| *at);
        let frame = tokio::select! {
            frame = next(&mut socket) => frame,
            () = sleep_until(at), if due.is_some() => {
                if let Some((_, message)) = due.take() {
                    measures.sent.fetch_add(1, Ordering::Relaxed);
                    sent = Some(clock::now());
                    let _ = socket.send(Message::text(message)).await;
                }
                continue;
            }
        };
        let Some(Ok(frame)) = frame else { return };
        let Message::Text(frame) = frame else { continue };
        record_lateness(&frame, &measures.audience);
        if frame.contains(r#""type":"ack""#) {
            measures.acknowledged.fetch_add(1, Ordering::Relaxed);
            if let Some(sent) = sent.take() {
                measures.answers.lock().expect("no panic").push(clock::micros(clock::now() - sent));
            }
        } else if frame.contains(r#""type":"error""#) {
            measures.rejected.fetch_add(1, Ordering::Relaxed);
        } else if frame.contains(r#""type":"phase.vote_started""#) {
            let envelope: Value = serde_json::from_str(&frame).expect("an envelope");
            let options = envelope["data"]["options"].as_array().expect("options");
            let option = &options[rng.random_range(0..options.len())]["option_id"];
            number += 1;
            let data = json!({"prompt_id": envelope["data"]["prompt_id"], "option_id": option});
            let message = json!({"type": "vote.submit", "id": format!("v{number}"), "data": data}).to_string();
            due = Some((clock::now() + Duration::from_millis(rng.random_range(0..within_ms)), message));
        } else if frame.contains(r#""type":"phase.game_over""#) {
            return;
        }
    }
}

/// Reads the next frame. Gives up after a minute of silence.
async fn next(socket: &mut Socket) -> Option<Result<Message, tokio_tungstenite::tungstenite::Error>> {
    timeout(Duration::from_secs(60), socket.next()).await.ok().flatten()
}

/// Records the time since the deadline that caused a phase.
fn record_lateness(frame: &str, into: &Mutex<Vec<u64>>) {
    const KEY: &str = r#""due_at":""#;
    let Some(at) = frame.find(KEY).filter(|_| frame.contains(r#""type":"phase."#)) else { return };
    let rest = &frame[at + KEY.len()..];
    let Some(due) = rest.split('"').next().and_then(|due| chrono::DateTime::parse_from_rfc3339(due).ok()) else {
        return;
    };
    let late = clock::wall_us() - due.timestamp_micros();
    into.lock().expect("no panic").push(u64::try_from(late).unwrap_or(0));
}

fn print(measures: &Measures) -> ExitCode {
    let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let (sent, acknowledged) = (read(&measures.sent), read(&measures.acknowledged));
    let (rejected, counted) = (read(&measures.rejected), read(&measures.counted));
    println!("votes: sent {sent}, acknowledged {acknowledged}, rejected {rejected}, counted {counted}");
    for (what, values) in [
        ("vote to acknowledgement", &measures.answers),
        ("deadline to player", &measures.players),
        ("deadline to audience", &measures.audience),
    ] {
        let mut spread = Histogram::<u64>::new_with_bounds(1, 60_000_000, 3).expect("bounds");
        for micros in values.lock().expect("no panic").iter() {
            spread.saturating_record(*micros);
        }
        let ms = |quantile: f64| spread.value_at_quantile(quantile) as f64 / 1000.0;
        println!("{what}: p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms", ms(0.5), ms(0.99), ms(1.0));
    }
    if sent == acknowledged && acknowledged == counted { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
