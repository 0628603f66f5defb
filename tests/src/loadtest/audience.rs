//! An audience: one room of Last Word, in which everybody of the audience votes once on each prompt, at a random moment.
#![expect(clippy::expect_used, reason = "a load test ends when the server refuses what it must do")]

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use clap::Args;
use futures_util::{SinkExt, StreamExt, stream};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{
    runtime::Builder,
    task::JoinHandle,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use super::{
    clock,
    messages::Head,
    report::tally::{Quantiles, Spread},
    wire::{Socket, SocketRole, Target},
};
use crate::harness::client::{Api, Seat, text};

/// Time that a phone of the audience stays connected after the end of the game. Ten thousand sockets that close at the last
/// event would delay it for the others.
const LINGER: Duration = Duration::from_secs(2);

/// The room and its audience.
#[derive(Debug, Clone, Args)]
pub struct AudienceOptions {
    /// The APIs; the audience is spread over them.
    #[arg(long, default_value = "http://127.0.0.1:8080", value_delimiter = ',')]
    pub url: Vec<String>,
    /// People in the audience.
    #[arg(long, default_value_t = 10_000)]
    pub audience: usize,
    /// Players, who answer and do not vote.
    #[arg(long, default_value_t = 8)]
    pub players: usize,
    /// Milliseconds over which the votes on a prompt are spread.
    #[arg(long, default_value_t = 5_000)]
    pub vote_ms: u64,
    /// Joins and connections at a time.
    #[arg(long, default_value_t = 64)]
    pub concurrency: usize,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

impl AudienceOptions {
    /// Returns a room of eight players at the addresses.
    #[must_use]
    pub fn at(url: Vec<String>, audience: usize) -> Self {
        Self { url, audience, players: 8, vote_ms: 5_000, concurrency: 64, seed: 1 }
    }
}

/// What the sockets measured.
#[derive(Debug, Clone, Copy)]
pub struct AudienceReport {
    /// People of the audience who connected.
    pub people: usize,
    /// Time in which they joined and connected.
    pub connecting: Duration,
    /// Votes that were sent.
    pub sent: u64,
    /// Votes that the server acknowledged.
    pub acknowledged: u64,
    /// Votes that the server rejected.
    pub rejected: u64,
    /// Votes of the audience in the results of the game.
    pub counted: u64,
    /// Time from a vote to its acknowledgement.
    pub answers: Quantiles,
    /// Time from the deadline of a phase to its receipt by a player.
    pub players: Quantiles,
    /// The same for the audience.
    pub audience: Quantiles,
}

impl AudienceReport {
    /// Returns whether every vote was acknowledged, and the results count exactly these.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.sent == self.acknowledged && self.acknowledged == self.counted
    }
}

/// What all sockets measure.
#[derive(Default)]
struct Measures {
    sent: AtomicU64,
    acknowledged: AtomicU64,
    rejected: AtomicU64,
    /// Time from the deadline of a phase to its receipt, for each socket of a player.
    players: Mutex<Spread>,
    /// The same for the audience.
    audience: Mutex<Spread>,
    /// Time from a vote to its acknowledgement.
    answers: Mutex<Spread>,
    /// Votes of the audience in the results.
    counted: AtomicU64,
}

impl Measures {
    fn report(&self, people: usize, connecting: Duration) -> AudienceReport {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let quantiles = |spread: &Mutex<Spread>| spread.lock().unwrap_or_else(PoisonError::into_inner).quantiles();
        AudienceReport {
            people,
            connecting,
            sent: read(&self.sent),
            acknowledged: read(&self.acknowledged),
            rejected: read(&self.rejected),
            counted: read(&self.counted),
            answers: quantiles(&self.answers),
            players: quantiles(&self.players),
            audience: quantiles(&self.audience),
        }
    }
}

/// Plays one game in front of the audience.
///
/// # Panics
/// Panics when an API is absent or refuses to open the room.
pub async fn run(options: &AudienceOptions) -> AudienceReport {
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
    // Players read on a thread of their own. They would wait behind the audience's reads otherwise, unlike phones.
    let thread = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread");
    let joining = seat_players(options.clone(), targets.clone(), code.clone(), measures.clone());
    let mut tasks = thread.spawn(joining).await.expect("players join");
    let begun = clock::now();
    let crowd: Vec<Socket> = stream::iter(0..options.audience)
        .map(|n| {
            let (api, target, code) = (&apis[n % apis.len()], &targets[n % targets.len()], &code);
            async move { open(target, code, &watch(api, code).await, options_number(n)).await }
        })
        .buffer_unordered(options.concurrency)
        .collect()
        .await;
    let (people, connecting) = (crowd.len(), begun.elapsed());
    for (n, socket) in crowd.into_iter().enumerate() {
        let rng = ChaCha8Rng::seed_from_u64(options.seed.wrapping_mul(1_000_003).wrapping_add(n as u64));
        tasks.push(tokio::spawn(vote(socket, rng, options.vote_ms, measures.clone())));
    }
    let _ = apis[0].control(&session, "play").await.expect(StatusCode::OK);
    for task in tasks {
        task.await.expect("no task panics");
    }
    thread.shutdown_background();
    let _ = apis[0].control(&session, "exit").await;
    measures.report(people, connecting)
}

/// Joins and connects the players. Returns the tasks that play, on the runtime of the caller.
async fn seat_players(
    options: AudienceOptions,
    targets: Vec<Target>,
    code: String,
    measures: Arc<Measures>,
) -> Vec<JoinHandle<()>> {
    let mut tasks = Vec::new();
    for n in 0..options.players {
        let api = Api::at(&options.url[n % options.url.len()]);
        let seat = api.join(&code, &format!("Player {n}")).await;
        let socket = open(&targets[n % targets.len()], &code, &seat, n).await;
        tasks.push(tokio::spawn(play(api, code.clone(), seat, socket, n == 0, measures.clone())));
    }
    tasks
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
    while let Some(frame) = next(&mut socket).await {
        let head = Head::read(&frame).expect("an envelope");
        record_lateness(&head, &measures.players);
        match head.kind {
            "phase.write_started" => {
                let you = api.snapshot(&code, Some(&seat.token)).await["you"].clone();
                for (n, prompt) in you["prompts"].as_array().expect("prompts").iter().enumerate() {
                    let text = format!("answer {n} of {}", seat.player_id);
                    let data = json!({"prompt_id": prompt["prompt_id"], "text": text});
                    let _ = api.submit_action(&code, &seat, &format!("a{n}"), "answer.submit", data).await;
                }
            }
            "phase.result_shown" if adds_up => {
                let result: Value = head.data().expect("a result");
                let votes = result["results"].as_array().expect("results").iter();
                let votes: u64 = votes.filter_map(|result| result["audience_votes"].as_u64()).sum();
                measures.counted.fetch_add(votes, Ordering::Relaxed);
            }
            "phase.game_over" => return,
            _ => {}
        }
    }
}

/// Votes once on each prompt, at a random moment. Stays connected for a moment after the end of the game.
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
        let Some(frame) = frame else { return };
        let head = Head::read(&frame).expect("an envelope");
        record_lateness(&head, &measures.audience);
        match head.kind {
            "ack" => {
                measures.acknowledged.fetch_add(1, Ordering::Relaxed);
                if let Some(sent) = sent.take() {
                    measures.answers.lock().unwrap_or_else(PoisonError::into_inner).record_span(clock::now() - sent);
                }
            }
            "error" => {
                measures.rejected.fetch_add(1, Ordering::Relaxed);
            }
            "phase.vote_started" => {
                let started: Value = head.data().expect("a vote");
                let options = started["options"].as_array().expect("options");
                let option = &options[rng.random_range(0..options.len())]["option_id"];
                number += 1;
                let data = json!({"prompt_id": started["prompt_id"], "option_id": option});
                let message = json!({"type": "vote.submit", "id": format!("v{number}"), "data": data}).to_string();
                due = Some((clock::now() + Duration::from_millis(rng.random_range(0..within_ms)), message));
            }
            "phase.game_over" => return sleep(LINGER).await,
            _ => {}
        }
    }
}

/// Returns the next text frame; `None` after the end of the socket, or after a minute of silence.
async fn next(socket: &mut Socket) -> Option<Utf8Bytes> {
    loop {
        match timeout(Duration::from_secs(60), socket.next()).await.ok()?? {
            Ok(Message::Text(text)) => return Some(text),
            // The library answers pings.
            Ok(_) => {}
            Err(_) => return None,
        }
    }
}

/// Records the time since the deadline that caused a phase.
fn record_lateness(head: &Head<'_>, into: &Mutex<Spread>) {
    if let Some(due_us) = head.due_us().filter(|_| head.kind.starts_with("phase.")) {
        into.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .record(u64::try_from(clock::wall_us() - due_us).unwrap_or(0));
    }
}
