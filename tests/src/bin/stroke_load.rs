//! Measures the time from a stroke on a phone to the screen, with real processes, while a full room of Sketch draws.
//!
//! `cargo run --release -p wpp-tests --bin stroke_load` starts Redis, an API and a worker of the same build profile. It prints
//! p50, p99 and the maximum of the time from a phone's send to the screen's read, and the strokes that did not arrive.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints its results and ends on failure")]

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use clap::Parser;
use futures_util::future::join_all;
use hdrhistogram::Histogram;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment, foreign_client::ForeignClient},
    loadtest::clock,
};

/// Measures the time from a stroke on a phone to the screen.
#[derive(Debug, Parser)]
struct Options {
    /// Number of people who draw at the same time.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(3..=8))]
    phones: u32,
    /// Messages a second from each phone, as the app sends them.
    #[arg(long, default_value_t = 33, value_parser = clap::value_parser!(u32).range(1..=40))]
    rate: u32,
    /// Seconds with strokes.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=300))]
    seconds: u32,
}

/// Points of a stroke before the next one starts. A message repeats all points of its stroke.
const POINTS: u32 = 64;
/// Time without a message after which the screen has received everything.
const SILENCE: Duration = Duration::from_secs(3);

/// When each message was sent: by player, stroke and number of characters.
type Sent = Mutex<BTreeMap<(String, u64, usize), Instant>>;

#[tokio::main]
async fn main() {
    let options = Options::parse();
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("RUST_LOG", "info")]).await;
    let worker = env.start_worker().await;
    let api = Api::of(&web);
    let session = api.create_of("sketch", json!({"timers": "off"})).await;
    let mut phones = Vec::new();
    for n in 0..options.phones {
        let seat = api.join(&session.code, &format!("Player {n}")).await;
        let path = format!("/ws/game/{}/?session_token={}", session.code, seat.token);
        phones.push((seat.player_id, ForeignClient::open(&api, &path).await));
    }
    let mut screen = ForeignClient::open(&api, &format!("/ws/game/{}/?role=host", session.code)).await;
    for client in phones.iter_mut().map(|(_, phone)| phone).chain([&mut screen]) {
        client.next("session.snapshot").await;
    }
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    for (_, phone) in &mut phones {
        phone.next("phase.draw_started").await;
    }
    let sent = Sent::default();
    let drawing = phones.iter_mut().enumerate().map(|(n, (player, phone))| draw(player, phone, n, &options, &sent));
    let (_, micros) = tokio::join!(join_all(drawing), listen(&mut screen, &sent));
    report(&options, &micros);
    drop((web, worker));
}

/// Sends strokes that grow by one point a message.
async fn draw(player: &str, phone: &mut ForeignClient, place: usize, options: &Options, sent: &Sent) {
    let pause = Duration::from_secs(1) / options.rate;
    // The phones start at different times, as people do.
    sleep(pause / options.phones * u32::try_from(place).expect("at most eight phones")).await;
    let mut beat = interval(pause);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for n in 0..options.rate * options.seconds {
        beat.tick().await;
        let (stroke, points) = (n / POINTS, "AAAB".repeat((n % POINTS + 1) as usize));
        let key = (player.to_owned(), u64::from(stroke), points.len());
        sent.lock().unwrap_or_else(PoisonError::into_inner).insert(key, clock::now());
        phone.send("stroke", json!({ "points": points, "colour": 1, "stroke": stroke })).await;
    }
}

/// Reads strokes until no more arrive. Returns the microseconds of each.
async fn listen(screen: &mut ForeignClient, sent: &Sent) -> Histogram<u64> {
    let mut micros = Histogram::new(3).expect("three digits");
    while let Ok(Ok(message)) = timeout(SILENCE, screen.read()).await {
        let now = clock::now();
        let key = message.get("data").filter(|_| message["type"] == "stroke").and_then(key_of);
        let began = key.and_then(|key| sent.lock().unwrap_or_else(PoisonError::into_inner).remove(&key));
        if let Some(began) = began {
            let took = u64::try_from((now - began).as_micros()).expect("a short time");
            micros.record(took).expect("a countable time");
        }
    }
    micros
}

fn key_of(data: &Value) -> Option<(String, u64, usize)> {
    Some((data["player_id"].as_str()?.to_owned(), data["stroke"].as_u64()?, data["points"].as_str()?.len()))
}

fn report(options: &Options, micros: &Histogram<u64>) {
    let Options { phones, rate, seconds } = options;
    let ms = |micros: u64| format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10);
    let [p50, p99, max] = [micros.value_at_quantile(0.5), micros.value_at_quantile(0.99), micros.max()].map(ms);
    let all = u64::from(phones * rate * seconds);
    println!("{phones} phones draw at {rate} messages/s for {seconds} s");
    println!("stroke to screen: p50 {p50}, p99 {p99}, max {max}");
    println!("{all} messages sent, {} did not arrive", all - micros.len());
}
