//! Measures the lateness of deadlines: real Redis, real queue, one worker in this process.
//!
//! `cargo run --release -p wpp-tests --bin bench_queue` prints p50, p99 and the maximum for
//! 200 and 2,000 deadlines a second and for 2,000 due in one instant.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints its results and ends on failure")]

use std::sync::Arc;

use clap::Parser;
use futures_util::{StreamExt, stream};
use hdrhistogram::Histogram;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::{
    clock::{Clock, SystemClock},
    deadlines::{DeadlineQueue, PhaseDeadline},
    secure_rng::SecureRng,
};
use wpp_tests::harness::redis::{Durability, RedisServer};
use wpp_worker::queue::{Deadline, DeadlineWorker, HandlerError, JobHandler, JobRegistry};

/// Measures the lateness of the deadline queue.
#[derive(Debug, Parser)]
struct Options {
    /// Duration of each steady load in seconds.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Milliseconds between the push and the first deadline.
    #[arg(long, default_value_t = 2_000)]
    notice: u64,
}

/// Reports the lateness of each deadline, in microseconds.
struct Stopwatch {
    lateness: UnboundedSender<i64>,
}

impl JobHandler for Stopwatch {
    type Job = PhaseDeadline;

    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        deadline.wait().await?;
        let _ = self.lateness.send(SystemClock.micros() - job.due_at.millis() * 1000);
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    let options = Options::parse();
    let redis = RedisServer::start_with(Durability::AppendOnly).await;
    println!("{:<34} {:>8} {:>8} {:>8} {:>8}", "lateness in ms", "jobs", "p50", "p99", "max");
    for rate in [200, 2_000] {
        let due = (0..rate * options.seconds).map(|n| options.notice + n * 1000 / rate);
        measure(&redis, &format!("{rate}/s for {} s", options.seconds), due.collect()).await;
    }
    measure(&redis, "2,000 in one instant", vec![options.notice; 2_000]).await;
}

/// Schedules deadlines `due_in` milliseconds from now and prints their lateness.
async fn measure(redis: &RedisServer, name: &str, due_in: Vec<u64>) {
    let queue = DeadlineQueue::new(redis.connect().await);
    let (lateness, mut measured) = unbounded_channel();
    let shutdown = CancellationToken::new();
    let worker = DeadlineWorker::new(
        DeadlineQueue::new(redis.connect().await),
        JobRegistry::new().with(Stopwatch { lateness }),
        Arc::new(SystemClock),
        SecureRng::from_os().expect("randomness"),
        6_000,
    );
    let worker = tokio::spawn(worker.run(shutdown.clone()));

    let jobs = due_in.len();
    let start = SystemClock.now();
    let push = stream::iter(due_in.into_iter().zip(0..)).for_each_concurrent(64, |(ms, version)| {
        let queue = &queue;
        async move { queue.schedule(&deadline(version, start.plus_ms(ms))).await.expect("Redis answers") }
    });
    let collect = async {
        let mut micros = Histogram::<u64>::new(3).expect("three digits");
        for _ in 0..jobs {
            let late = measured.recv().await.expect("the worker runs");
            micros.record(u64::try_from(late).expect("never early")).expect("a countable lateness");
        }
        micros
    };
    let ((), micros) = tokio::join!(push, collect);
    let [p50, p99, max] = [micros.value_at_quantile(0.5), micros.value_at_quantile(0.99), micros.max()]
        .map(|value| format!("{}.{:02}", value / 1000, value % 1000 / 10));
    println!("{name:<34} {jobs:>8} {p50:>8} {p99:>8} {max:>8}");
    shutdown.cancel();
    worker.await.expect("the worker stops without a panic");
}

fn deadline(version: u64, due_at: Timestamp) -> PhaseDeadline {
    PhaseDeadline { session: SessionCode::generate(|_| 7), version, due_at }
}
