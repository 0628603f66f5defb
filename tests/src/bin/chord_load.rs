//! Measures the time from a chord on a phone to the screen, with real processes, and the commands that Redis
//! executes.
//!
//! `cargo run --release -p wpp-tests --bin chord_load` starts Redis, an API and a worker of the same build
//! profile. It prints p50, p99 and the maximum of the time from a phone's send to a screen's read, and the
//! jitter (p99 − p50). It also prints the Redis commands during the chords and during an equally long time
//! without chords.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints its results and ends on failure")]

use std::{collections::BTreeMap, time::Duration};

use clap::Parser;
use futures_util::{SinkExt, StreamExt, future::join_all};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    sync::mpsc::{UnboundedSender, unbounded_channel},
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, tungstenite::Message};
use wpp_runtime::clock::{Clock, SystemClock};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, processes::Process, redis::RedisServer};

/// Measures the time from a chord on a phone to the screen.
#[derive(Debug, Parser)]
struct Options {
    /// Number of sessions, each with one phone and one screen.
    #[arg(long, default_value_t = 100)]
    sessions: usize,
    /// Chords a second from each phone.
    #[arg(long, default_value_t = 20)]
    rate: u64,
    /// Seconds with chords, and seconds without for comparison.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Let the screens use the protocol of the guitar client.
    #[arg(long)]
    guests: bool,
}

/// Commands that change data. Scripts can, so they count.
const WRITES: [&str; 17] = [
    "set", "hset", "hdel", "del", "unlink", "expire", "pexpire", "xadd", "zadd", "zrem", "sadd", "srem", "lpush",
    "rpush", "eval", "evalsha", "incr",
];

/// Time for the first chords, which meet cold caches and do not count.
const WARM_UP: Duration = Duration::from_secs(2);

type TestSocket = WebSocketStream<MaybeTlsStream<TcpStream>>;

#[tokio::main]
async fn main() {
    let options = Options::parse();
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("RUST_LOG", "info")]).await;
    let worker = env.start_worker().await;
    let api = Api::of(&web);
    let mut stages = Vec::new();
    for _ in 0..options.sessions {
        stages.push(Stage::create(&api, options.guests).await);
    }
    println!(
        "{} sessions × 1 phone at {} chords/s, {} s, screens {}",
        options.sessions,
        options.rate,
        options.seconds,
        if options.guests { "at /ws/guitar/" } else { "at /ws/game/" }
    );
    let quiet = counted(&env.redis, sleep(Duration::from_secs(options.seconds))).await.0;
    let (loud, result) = counted(&env.redis, strum(&mut stages, &options)).await;
    report(&result);
    let chords = result.sent;
    print_commands(&quiet, &loud, chords);
    assert_eq!(result.lost, 0, "over loopback, at this pace, no chord gives way to another");
    end(web, worker);
}

/// One session with a phone and a screen.
struct Stage {
    phone: TestSocket,
    screen: TestSocket,
}

impl Stage {
    async fn create(api: &Api, guests: bool) -> Self {
        // The practice outlasts the measurement.
        let session = api.create_of("air_guitar", json!({"practice_ms": 3_600_000})).await;
        let ana = api.join(&session.code, "Ana").await;
        let listen = if guests { "guitar" } else { "game" };
        let screen = dial(api, &format!("/ws/{listen}/{}/?role=host", session.code)).await;
        let mut phone = dial(api, &format!("/ws/guitar/{}/?token={}", session.code, ana.token)).await;
        send(&mut phone, "practice_start", json!({})).await;
        Self { phone, screen }
    }
}

async fn dial(api: &Api, path: &str) -> TestSocket {
    let stream = TcpStream::connect(&api.host).await.expect("somebody listens");
    stream.set_nodelay(true).expect("a TCP connection");
    let address = format!("ws://{}{path}", api.host);
    client_async(address, MaybeTlsStream::Plain(stream)).await.expect("a socket opens").0
}

async fn send(socket: &mut TestSocket, kind: &str, data: Value) {
    socket.send(Message::text(json!({"type": kind, "data": data}).to_string())).await.expect("it is taken");
}

/// The result of the measurement.
struct Measurement {
    micros: Histogram<u64>,
    sent: u64,
    lost: u64,
}

/// Sends chords from every phone and reads them at every screen.
async fn strum(stages: &mut [Stage], options: &Options) -> Measurement {
    let (arrived, mut arrivals) = unbounded_channel();
    let each = options.rate * options.seconds;
    let count = stages.len() as u64;
    let began = SystemClock.micros();
    let strummers = stages.iter_mut().enumerate().map(|(n, Stage { phone, screen })| {
        let arrived = arrived.clone();
        // The phones start at different times, as people do.
        let wait = Duration::from_micros(1_000_000 / options.rate * n as u64 / count);
        async move { tokio::join!(play(phone, options.rate, each, wait), listen(screen, each, arrived)).1 }
    });
    let received: u64 = join_all(strummers).await.into_iter().sum();
    drop(arrived);
    let mut micros = Histogram::<u64>::new(3).expect("three digits");
    while let Some((sent, took)) = arrivals.recv().await {
        if sent - began >= i64::try_from(WARM_UP.as_micros()).expect("a short time") {
            micros.record(u64::try_from(took).expect("time goes on")).expect("a countable time");
        }
    }
    Measurement { micros, sent: each * count, lost: each * count - received }
}

/// The name of each chord is its sending time, so the screen can compute the delay.
async fn play(phone: &mut TestSocket, rate: u64, chords: u64, wait: Duration) {
    sleep(wait).await;
    let mut beat = interval(Duration::from_micros(1_000_000 / rate));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for seq in 1..=chords {
        beat.tick().await;
        send(phone, "chord_change", json!({"chord": SystemClock.micros().to_string(), "seq": seq})).await;
    }
}

/// Reads until all chords have arrived, or no more arrive. Returns their number.
async fn listen(screen: &mut TestSocket, chords: u64, arrived: UnboundedSender<(i64, i64)>) -> u64 {
    let mut received = 0;
    while received < chords {
        let Ok(Some(Ok(message))) = timeout(Duration::from_secs(5), screen.next()).await else { break };
        let now = SystemClock.micros();
        let Message::Text(text) = message else { continue };
        let Ok(message) = serde_json::from_str::<Value>(&text) else { continue };
        if message["type"] == "chord_change"
            && let Some(sent) = message["data"]["chord"].as_str().and_then(|chord| chord.parse::<i64>().ok())
        {
            received += 1;
            let _ = arrived.send((sent, now - sent));
        }
    }
    received
}

fn report(result: &Measurement) {
    let [p50, p99, max] =
        [result.micros.value_at_quantile(0.5), result.micros.value_at_quantile(0.99), result.micros.max()];
    let ms = |micros: u64| format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10);
    println!("chord to screen: p50 {}, p99 {}, max {}, jitter {}", ms(p50), ms(p99), ms(max), ms(p99 - p50));
    println!("{} chords sent, {} lost", result.sent, result.lost);
}

/// Counts the commands that Redis executes during `during`.
async fn counted<T>(redis: &RedisServer, during: impl Future<Output = T>) -> (BTreeMap<String, u64>, T) {
    let before = calls(redis).await;
    let outcome = during.await;
    let after = calls(redis).await;
    let more = after.into_iter().map(|(command, n)| {
        let known = before.get(&command).copied().unwrap_or_default();
        (command, n - known)
    });
    (more.filter(|(_, n)| *n > 0).collect(), outcome)
}

async fn calls(redis: &RedisServer) -> BTreeMap<String, u64> {
    let mut connection = redis.connect().await;
    let info: String =
        redis::cmd("INFO").arg("commandstats").query_async(&mut connection).await.expect("Redis answers");
    let line = |line: &str| {
        let (command, stats) = line.strip_prefix("cmdstat_")?.split_once(":calls=")?;
        Some((command.to_owned(), stats.split(',').next()?.parse().ok()?))
    };
    info.lines().filter_map(line).collect()
}

/// Prints the commands without chords next to the commands with chords.
fn print_commands(quiet: &BTreeMap<String, u64>, loud: &BTreeMap<String, u64>, chords: u64) {
    let writes = |calls: &BTreeMap<String, u64>| -> u64 {
        calls.iter().filter(|(command, _)| WRITES.contains(&command.as_str())).map(|(_, n)| n).sum()
    };
    println!("{:<16} {:>9} {:>9}", "Redis commands", "quiet", "chords");
    for (command, n) in loud {
        println!("{command:<16} {:>9} {n:>9}", quiet.get(command).copied().unwrap_or_default());
    }
    let (before, after) = (writes(quiet), writes(loud));
    println!("writes: {before} in the quiet, {after} during {chords} chords");
}

fn end(web: Process, worker: Process) {
    drop((web, worker));
}
