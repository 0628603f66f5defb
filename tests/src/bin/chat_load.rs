//! Load test of the chat: people in many sessions post at a steady rate, lose connections and repeat
//! unconfirmed messages. At the end the program compares all copies of the history.
//!
//! `cargo run --release -p wpp-tests --bin chat_load -- --url http://127.0.0.1:8080`
//!
//! The exit status is 0 when the history contains every message once, every socket received each message once
//! and in order, and each person's copy equals the history. It is 1 otherwise.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a load program prints its results and ends on failure"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    process::ExitCode,
    time::Duration,
};

use clap::Parser;
use futures_util::future::join_all;
use hdrhistogram::Histogram;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::time::{Instant, interval_at, sleep_until};
use wpp_tests::{
    harness::{
        chat_socket::ChatSocket,
        client::{Api, HostedSession, Seat},
        test_game::short_config,
    },
    loadtest::clock,
};

/// Posts messages and checks that none is lost, doubled or out of order.
#[derive(Debug, Clone, Parser)]
struct Options {
    /// The APIs; the people of each session are spread over them.
    #[arg(long, default_value = "http://127.0.0.1:8080", value_delimiter = ',')]
    url: Vec<String>,
    /// Number of sessions.
    #[arg(long, default_value_t = 50)]
    sessions: usize,
    /// People in each session.
    #[arg(long, default_value_t = 4)]
    people: usize,
    /// Messages a second over all sessions.
    #[arg(long, default_value_t = 200.0)]
    rate: f64,
    /// Duration in seconds.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Percentage of messages after which the connection is dropped.
    #[arg(long, default_value_t = 3)]
    drops: u32,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let apis: Vec<Api> = options.url.iter().map(|url| Api::at(url)).collect();
    let start = clock::now() + Duration::from_secs(2);
    let rooms = join_all((0..options.sessions).map(|n| room(&options, &apis, n, start))).await;

    let mut total = Tally::default();
    for room in &rooms {
        total.add(room);
    }
    print(&options, &total);
    if total.faults() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The counts.
#[derive(Default)]
struct Tally {
    sent: u64,
    drops: u64,
    again: u64,
    refused: u64,
    /// Posted messages that are not in the history.
    lost: u64,
    /// Messages that the history contains twice, or that one socket received twice.
    doubled: u64,
    /// Messages that one socket received after a later one.
    disordered: u64,
    /// People whose copy differs from the history.
    differing: u64,
    /// Time from posting to receipt on the same socket, in microseconds.
    echo: Vec<u64>,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.drops += other.drops;
        self.again += other.again;
        self.refused += other.refused;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.disordered += other.disordered;
        self.differing += other.differing;
        self.echo.extend(&other.echo);
    }

    fn faults(&self) -> u64 {
        self.lost + self.doubled + self.disordered + self.differing
    }
}

/// Runs one session and compares the copies of its people with the history.
async fn room(options: &Options, apis: &[Api], n: usize, start: Instant) -> Tally {
    let host = &apis[n % apis.len()];
    let session = host.create(short_config(1, 1)).await;
    let people = (0..options.people).map(|person| {
        let (api, session) = (&apis[(n + person) % apis.len()], &session);
        async move {
            let seat = api.join(&session.code, &format!("Person {person}")).await;
            let seed = options.seed.wrapping_mul(1_000_003).wrapping_add((n * options.people + person) as u64);
            Person::new(api.clone(), session.clone(), seat, seed).await.talk(options, start, person).await
        }
    });
    let people = join_all(people).await;
    let history = whole_history(host, &session, &session.token).await;
    let mut tally = Tally::default();
    let mut named = BTreeMap::new();
    for message in &history {
        *named.entry((sender(message), client_id(message))).or_insert(0_u64) += 1;
    }
    tally.doubled += named.values().map(|times| times - 1).sum::<u64>();
    for person in people {
        let missing = |n: &u64| !named.contains_key(&(person.seat.player_id.clone(), format!("m{n}")));
        tally.lost += (0..person.tally.sent).filter(missing).count() as u64;
        tally.differing += u64::from(person.notes.into_values().collect::<Vec<_>>() != history);
        tally.add(&person.tally);
    }
    tally
}

/// A person with a socket and a copy of the history.
struct Person {
    api: Api,
    session: HostedSession,
    seat: Seat,
    chat: ChatSocket,
    rng: ChaCha8Rng,
    /// All known messages by number.
    notes: BTreeMap<u64, Value>,
    /// Number of the last message on this socket.
    last: u64,
    /// Posted messages without an echo: the time, and whether this socket posted them.
    pending: BTreeMap<u64, (Instant, bool)>,
    tally: Tally,
}

impl Person {
    async fn new(api: Api, session: HostedSession, seat: Seat, seed: u64) -> Self {
        let chat = ChatSocket::open(&api, &session.code, &seat.token).await;
        let (rng, notes, pending) = (ChaCha8Rng::seed_from_u64(seed), BTreeMap::new(), BTreeMap::new());
        Self { api, session, seat, chat, rng, notes, last: 0, pending, tally: Tally::default() }
    }

    async fn talk(mut self, options: &Options, start: Instant, person: usize) -> Self {
        let everybody = (options.sessions * options.people) as f64;
        let gap = Duration::from_secs_f64(everybody / options.rate);
        let end = start + Duration::from_secs(options.seconds);
        let offset = gap.mul_f64(person as f64 / options.people as f64);
        let mut timer = interval_at(start + offset + gap.mul_f64(self.rng.random_range(0.0..0.2)), gap);
        loop {
            tokio::select! {
                _ = timer.tick(), if clock::now() < end => self.post_next(options).await,
                frame = self.chat.read() => self.record_frame(&frame.expect("the server keeps the socket")),
                () = sleep_until(end), if self.pending.is_empty() && clock::now() < end => {}
            }
            if clock::now() >= end && self.pending.is_empty() {
                break;
            }
        }
        // Waits for the last messages of the others.
        sleep_until(end + Duration::from_secs(3)).await;
        self.settle().await;
        self
    }

    async fn post_next(&mut self, options: &Options) {
        let n = self.tally.sent;
        self.tally.sent += 1;
        self.pending.insert(n, (clock::now(), true));
        self.chat.post_with_id(&format!("m{n}"), &format!("{} posts {n}", self.seat.player_id)).await;
        if self.rng.random_range(0..100) < options.drops {
            self.drop_out().await;
        }
    }

    /// Drops the connection, reconnects, reads missed messages and repeats unconfirmed ones.
    async fn drop_out(&mut self) {
        self.tally.drops += 1;
        self.chat = ChatSocket::open(&self.api, &self.session.code, &self.seat.token).await;
        self.last = 0;
        let known = self.notes.last_key_value().map_or(0, |(number, _)| *number);
        for message in history_behind(&self.api, &self.session, &self.seat.token, known).await {
            self.note(message);
        }
        for n in self.pending.keys().copied().collect::<Vec<_>>() {
            self.again(n).await;
        }
    }

    async fn again(&mut self, n: u64) {
        self.tally.again += 1;
        if let Some((_, here)) = self.pending.get_mut(&n) {
            *here = false;
        }
        self.chat.post_with_id(&format!("m{n}"), &format!("{} posts {n}", self.seat.player_id)).await;
    }

    fn record_frame(&mut self, frame: &Value) {
        match frame["type"].as_str() {
            Some("message") => {}
            Some("error") => {
                self.tally.refused += 1;
                return;
            }
            _ => return,
        }
        let number = frame["number"].as_u64().expect("messages are numbered");
        let own = frame["sender_id"] == self.seat.player_id.as_str();
        // The server echoes a repeated message to its sender; every other message arrives once.
        let answer = own && self.notes.contains_key(&number);
        if number == self.last && !answer {
            self.tally.doubled += 1;
        } else if number < self.last && !answer {
            self.tally.disordered += 1;
        }
        self.last = self.last.max(number);
        let mut message = frame.clone();
        message.as_object_mut().expect("a message").remove("type");
        self.note(message);
    }

    fn note(&mut self, message: Value) {
        let number = message["number"].as_u64().expect("messages are numbered");
        if message["sender_id"] == self.seat.player_id.as_str()
            && let Some(n) = client_id(&message)[1..].parse().ok()
            && let Some((sent, true)) = self.pending.remove(&n)
        {
            self.tally.echo.push(clock::micros(clock::now() - sent));
        }
        self.notes.insert(number, message);
    }

    /// Reads every message that the server sent earlier.
    async fn settle(&mut self) {
        self.chat.send_text(r#"{"type":"ping"}"#).await;
        loop {
            let frame = self.chat.read().await.expect("the server keeps the socket");
            if frame["type"] == "pong" {
                return;
            }
            self.record_frame(&frame);
        }
    }
}

fn sender(message: &Value) -> String {
    message["sender_id"].as_str().unwrap_or_default().to_owned()
}

fn client_id(message: &Value) -> String {
    message["client_id"].as_str().expect("all are named here").to_owned()
}

/// Returns all messages, oldest first.
async fn whole_history(api: &Api, session: &HostedSession, token: &str) -> Vec<Value> {
    history_behind(api, session, token, 0).await
}

/// Returns the messages after number `known`, oldest first, page by page.
async fn history_behind(api: &Api, session: &HostedSession, token: &str, known: u64) -> Vec<Value> {
    let (mut messages, mut before) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/sessions/{}/messages?limit=200{before}", session.code);
        let page = api.send(api.request(Method::GET, &path).bearer_auth(token)).await.expect(StatusCode::OK);
        let page_messages = page["messages"].as_array().expect("a page").clone();
        let done = page_messages.last().is_none_or(|oldest| oldest["number"].as_u64() <= Some(known + 1));
        messages.extend(page_messages.into_iter().filter(|message| message["number"].as_u64() > Some(known)));
        match page["next"].as_str() {
            Some(next) if !done => before = format!("&before={next}"),
            _ => break,
        }
    }
    messages.reverse();
    let numbers: BTreeSet<Option<u64>> = messages.iter().map(|message| message["number"].as_u64()).collect();
    assert_eq!(numbers.len(), messages.len(), "a page repeats what another holds");
    messages
}

fn print(options: &Options, tally: &Tally) {
    let Tally { sent, drops, again, refused, lost, doubled, disordered, differing, echo } = tally;
    println!(
        "{} sessions × {} people, {} messages/s for {} s",
        options.sessions, options.people, options.rate, options.seconds
    );
    println!("sent {sent}, connections lost {drops}, repeated {again}, refused {refused}");
    println!("lost {lost}, doubled {doubled}, out of order {disordered}, differing copies {differing}");
    let mut spread = Histogram::<u64>::new_with_bounds(1, 60_000_000, 3).unwrap_or_else(|error| panic!("{error}"));
    for micros in echo {
        spread.saturating_record(*micros);
    }
    let ms = |quantile: f64| spread.value_at_quantile(quantile) as f64 / 1000.0;
    println!(
        "post to receipt: p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms",
        ms(0.5),
        ms(0.99),
        spread.max() as f64 / 1000.0
    );
}
