//! The deadline queue on a real Redis: normal operation, and operation while workers and Redis are killed.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support {
    pub mod queue;
}

use std::{collections::BTreeSet, time::Duration};
use wpp_game::time::Timestamp;
use wpp_runtime::redis_connection::RedisConnection;

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use wpp_runtime::{
    clock::{Clock, SystemClock},
    deadlines::{
        DeadlineQueue, Depth, FETCH_BATCH, Job as _, QUEUE_NAME,
        schedule::{FETCH_BATCHES, until_next_batch},
    },
};
use wpp_tests::harness::{
    redis::{Durability, RedisServer},
    wait_until,
};

use self::support::queue::{Arrivals, Behaviour, TestWorker, job, observer, work};

/// Timeout of a single wait, longer than any step of these tests on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

async fn queue(redis: &RedisServer) -> DeadlineQueue {
    DeadlineQueue::new(redis.connect().await)
}

/// Receives arrivals until `count` different versions have arrived.
async fn versions(arrivals: &mut Arrivals, count: usize) -> BTreeSet<u64> {
    let mut seen = BTreeSet::new();
    while seen.len() < count {
        seen.insert(arrivals.next().await.version);
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_run_once_and_never_early() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    let start = SystemClock.now();
    for n in 0..200 {
        queue.schedule(&job(n, start.plus_ms(400 + n * 9))).await.unwrap();
    }
    let mut late = Vec::new();
    for _ in 0..200 {
        late.push(worker.arrivals.next().await.late_micros);
    }
    let rest = worker.stop().await;
    late.sort_unstable();
    println!("late by µs: p50 {}, p99 {}, max {}", late[100], late[198], late[199]);
    assert!(late[0] >= 0, "a job ran {} µs early", -late[0]);
    // A busy machine delays jobs, but not the fastest of them.
    assert!(late[20] < 250_000, "nine of ten jobs were at least {} µs late", late[20]);
    assert_eq!(rest.len(), 0, "a job ran twice");
}

#[tokio::test]
async fn repeated_pushes_are_one_job() {
    let redis = RedisServer::start().await;
    let (one, other) = (queue(&redis).await, queue(&redis).await);
    let job = job(1, SystemClock.now().plus_ms(3_600_000));
    for queue in [&one, &one, &other] {
        queue.schedule(&job).await.unwrap();
    }
    assert_eq!(one.depth().await.unwrap(), Depth { scheduled: 1, ..Depth::default() });
}

#[tokio::test]
async fn a_cancelled_job_leaves_no_key() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let job = job(1, SystemClock.now().plus_ms(3_600_000));
    queue.schedule(&job).await.unwrap();
    assert!(queue.cancel(&job).await.unwrap());
    assert!(!queue.cancel(&job).await.unwrap(), "the job is removed once");
    assert_eq!(redis.keys().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nudges_of_one_attempt_are_one_job() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let overdue = job(7, SystemClock.now());
    for attempt in [1, 1, 2, 1] {
        queue.nudge(&overdue, attempt).await.unwrap();
    }
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    for _ in 0..2 {
        assert_eq!(worker.arrivals.next().await.version, 7);
    }
    assert_eq!(worker.stop().await.len(), 0, "two attempts are two jobs");
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_jobs_leave_only_fixed_keys() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    let now = SystemClock.now();
    for n in 0..1_200 {
        queue.schedule(&job(n, now)).await.unwrap();
    }
    versions(&mut worker.arrivals, 1_200).await;
    worker.stop().await;
    assert_eq!(queue.depth().await.unwrap(), Depth::default());
    assert_eq!(keys_of_jobs(&redis).await, Vec::<String>::new());
}

/// Returns all keys but the one that apalis keeps.
async fn keys_of_jobs(redis: &RedisServer) -> Vec<String> {
    let signal = format!("{QUEUE_NAME}:signal");
    redis.keys().await.into_iter().filter(|key| *key != signal).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn deletes_what_an_earlier_release_finished() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let job = job(1, SystemClock.now().plus_ms(3_600_000));
    queue.schedule(&job).await.unwrap();
    let [scheduled, done] = ["scheduled", "done"].map(|set| format!("{QUEUE_NAME}:{set}"));
    let mut finish = redis::pipe();
    finish.cmd("SADD").arg(done).arg(job.task_id()).cmd("DEL").arg(scheduled);
    let _: (u64, u64) = finish.query_async(&mut redis.connect().await).await.unwrap();
    queue.nudge(&support::queue::job(2, SystemClock.now()), 0).await.unwrap();
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    assert_eq!(worker.arrivals.next().await.version, 2);
    worker.stop().await;
    assert_eq!(keys_of_jobs(&redis).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn drains_a_backlog_without_failed_commands() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let due = SystemClock.now();
    support::queue::schedule_all(&queue, (0..20_000).map(|n| job(n, due))).await;
    let watch = redis.connect().await;
    let () = redis::cmd("CONFIG").arg("RESETSTAT").query_async(&mut watch.clone()).await.unwrap();
    let before = failed_commands(&watch).await;
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    versions(&mut worker.arrivals, 20_000).await;
    assert_eq!(worker.stop().await.len(), 0, "a job ran twice");
    assert_eq!(failed_commands(&watch).await, before, "a script failed");
    // apalis's fetch calls LRANGE; a keep-alive, every third batch interval, calls ZADD.
    let (fetches, keep_alives) = (calls(&watch, "lrange").await, calls(&watch, "zadd").await);
    assert!(fetches >= 20_000 / FETCH_BATCH, "{fetches} fetches");
    assert!(fetches > 3 * keep_alives * 3 / 2, "{fetches} fetches in about {} intervals", 3 * keep_alives);
}

/// Returns how often Redis ran `command` since its counters were reset.
async fn calls(connection: &RedisConnection, command: &str) -> usize {
    let stats: String = redis::cmd("INFO").arg("commandstats").query_async(&mut connection.clone()).await.unwrap();
    let calls = stats.lines().find_map(|line| line.strip_prefix(&format!("cmdstat_{command}:calls=")));
    calls.and_then(|calls| calls.split(',').next()).map_or(0, |calls| calls.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_worker_may_hold_any_number() {
    const JOBS: u64 = 9_000;
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let due = SystemClock.now();
    support::queue::schedule_all(&queue, (0..JOBS).map(|n| job(n, due))).await;
    let [scheduled, inflight, workers] =
        ["scheduled", "inflight:silent", "workers"].map(|key| format!("{QUEUE_NAME}:{key}"));
    let mut hold = redis::pipe();
    hold.cmd("DEL").arg(scheduled).cmd("ZADD").arg(workers).arg(1).arg("silent").cmd("SADD").arg(inflight);
    for n in 0..JOBS {
        hold.arg(job(n, due).task_id());
    }
    let _: (u64, u64, u64) = hold.query_async(&mut redis.connect().await).await.unwrap();
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    versions(&mut worker.arrivals, 9_000).await;
    assert_eq!(worker.stop().await.len(), 0, "a job ran twice");
}

/// Returns the error counters of Redis, without those for scripts that it had not cached yet.
async fn failed_commands(connection: &RedisConnection) -> Vec<String> {
    let stats: String = redis::cmd("INFO").arg("errorstats").query_async(&mut connection.clone()).await.unwrap();
    let failures = stats.lines().filter(|line| line.starts_with("errorstat_") && !line.contains("NOSCRIPT"));
    failures.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_redis_loses_no_job() {
    let mut redis = RedisServer::start_with(Durability::Written).await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    let start = SystemClock.now();
    for n in 0..300 {
        queue.schedule(&job(n, start.plus_ms(500 + n * 8))).await.unwrap();
    }
    let mut seen = versions(&mut worker.arrivals, 100).await;
    redis.kill();
    redis.restart().await;
    while seen.len() < 300 {
        seen.insert(worker.arrivals.next().await.version);
    }
    worker.stop().await;
}

/// Pushes jobs that a worker may fetch at once. Returns their due time, which leaves a busy machine time for what happens
/// before.
async fn push_for_later(queue: &DeadlineQueue, jobs: u64) -> Timestamp {
    let due = SystemClock.now().plus_ms(8_000);
    for n in 0..jobs {
        queue.nudge(&job(n, due), 0).await.unwrap();
    }
    due
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_worker_hands_over_its_jobs() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut stopping = TestWorker::start(&queue, Behaviour::Record);
    let due = push_for_later(&queue, 50).await;
    for _ in 0..50 {
        stopping.started.recv().await.unwrap();
    }
    let mut remaining = TestWorker::start(&queue, Behaviour::Record);
    assert_eq!(stopping.stop().await.len(), 0, "no job runs early");
    let mut started = BTreeSet::new();
    for _ in 0..50 {
        started.insert(remaining.started.recv().await.unwrap());
    }
    assert!(SystemClock.now() < due, "a stop does not wait for deadlines, and neither does the next worker");
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let arrival = remaining.arrivals.next().await;
        assert!(arrival.late_micros >= 0);
        seen.insert(arrival.version);
    }
    assert_eq!((started.len(), seen.len()), (50, 50));
    assert_eq!(remaining.stop().await.len(), 0, "a job handed over ran twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_worker_leaves_jobs_to_the_next() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut last = TestWorker::start(&queue, Behaviour::Record);
    push_for_later(&queue, 1).await;
    last.started.recv().await.unwrap();
    assert_eq!(last.stop().await.len(), 0, "no job runs early");
    let mut next = TestWorker::start(&queue, Behaviour::Record);
    assert!(next.arrivals.next().await.late_micros >= 0);
    next.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_without_redis_loses_no_job() {
    let mut redis = RedisServer::start_with(Durability::Written).await;
    let queue = queue(&redis).await;
    let mut last = TestWorker::start(&queue, Behaviour::Record);
    push_for_later(&queue, 1).await;
    last.started.recv().await.unwrap();
    redis.kill();
    timeout(TIMEOUT, last.stop()).await.expect("the stop does not wait for Redis");
    redis.restart().await;
    let mut next = TestWorker::start(&queue, Behaviour::Record);
    assert_eq!(next.arrivals.next().await.version, 0);
    next.stop().await;
}

#[test]
fn a_killed_workers_jobs_run_elsewhere() {
    let killed = tokio::runtime::Runtime::new().unwrap();
    let surviving = tokio::runtime::Runtime::new().unwrap();
    surviving.block_on(async {
        let redis = RedisServer::start().await;
        let queue = queue(&redis).await;
        push_for_later(&queue, 50).await;
        let address = redis.address();
        let (behaviour, mut started, _arrivals) = observer(Behaviour::Record);
        killed.spawn(async move {
            let connection = wpp_runtime::redis_connection::connect(&address).await.unwrap();
            work(&DeadlineQueue::new(connection), behaviour, 4_000, CancellationToken::new()).await;
        });
        for _ in 0..50 {
            started.recv().await.unwrap();
        }
        killed.shutdown_background();
        let mut worker = TestWorker::start(&queue, Behaviour::Record);
        assert_eq!(versions(&mut worker.arrivals, 50).await.len(), 50);
        worker.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_worker_stays_alive() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let now = SystemClock.now();
    for n in 0..10 {
        queue.nudge(&job(n, now), 0).await.unwrap();
    }
    let mut full = TestWorker::start_with(&queue, Behaviour::Hold, 2);
    for _ in 0..2 {
        full.started.recv().await.unwrap();
    }
    let mut idle = TestWorker::start(&queue, Behaviour::Record);
    // Later than the time after which a worker without heartbeats is removed.
    queue.schedule(&job(99, now.plus_ms(4_500))).await.unwrap();
    let seen = idle.arrivals.next().await.version;
    full.release_held();
    assert_eq!(seen, 99, "a full worker's job was given to another");
    assert_eq!(versions(&mut full.arrivals, 10).await.len(), 10);
    full.stop().await;
    idle.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_worker_is_rebuilt() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    worker.arrivals.next().await;
    let workers = format!("{QUEUE_NAME}:workers");
    let _: u64 = redis::cmd("DEL").arg(workers).query_async(&mut redis.connect().await).await.unwrap();
    queue.nudge(&job(2, SystemClock.now()), 0).await.unwrap();
    while worker.arrivals.next().await.version != 2 {}
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn survives_an_id_without_data() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let active = format!("{QUEUE_NAME}:active");
    let _: u64 = redis::cmd("RPUSH").arg(active).arg("ghost").query_async(&mut redis.connect().await).await.unwrap();
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    let mut worker = TestWorker::start(&queue, Behaviour::Record);
    assert_eq!(worker.arrivals.next().await.version, 1);
    worker.stop().await;
    assert_eq!(queue.depth().await.unwrap().active, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_cancels_no_acknowledgement() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    for micros in (0..3_000).step_by(150) {
        // An acknowledgement takes three round trips when Redis does not know its script.
        let () = redis::cmd("SCRIPT").arg("FLUSH").query_async(&mut redis.connect().await).await.unwrap();
        let mut worker = TestWorker::start(&queue, Behaviour::Hold);
        queue.nudge(&job(micros, SystemClock.now()), 0).await.unwrap();
        worker.started.recv().await.unwrap();
        // The worker acknowledges on the batch interval. The stop comes shortly before or after that moment.
        tokio::time::sleep(until_next_batch(SystemClock.micros(), FETCH_BATCHES)).await;
        tokio::time::sleep(Duration::from_micros(micros)).await;
        worker.release_held();
        worker.arrivals.next().await;
        worker.stop().await;
        assert_eq!(queue.depth().await.unwrap().total(), 0, "stopped {micros} µs after the batch interval");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_only_its_job() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::PanicOn(1));
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    worker.started.recv().await.unwrap();
    queue.nudge(&job(2, SystemClock.now()), 0).await.unwrap();
    assert_eq!(worker.arrivals.next().await.version, 2);
    // A worker that stops gives jobs back that have not ended, and a panic ends after its trace is printed.
    wait_until("both jobs have ended", async || queue.depth().await.unwrap().total() == 0).await;
    assert_eq!(worker.started.recv().await.unwrap(), 2);
    assert!(worker.started.try_recv().is_err(), "the job is not repeated");
    assert_eq!(worker.stop().await.len(), 0);
    assert_eq!(queue.depth().await.unwrap().total(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn retries_temporary_failures() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut worker = TestWorker::start(&queue, Behaviour::FailTwice);
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    for _ in 0..3 {
        timeout(TIMEOUT, worker.started.recv()).await.unwrap().unwrap();
    }
    assert_eq!(worker.arrivals.next().await.version, 1);
    assert_eq!(worker.stop().await.len(), 0);
}
