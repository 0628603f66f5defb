//! The deadline queue against a real Redis: what must hold when everything is well, and when
//! workers and Redis are killed.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support {
    pub mod queue;
}

use std::{collections::BTreeSet, time::Duration};

use redis::aio::ConnectionManager;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use wpp_runtime::{
    clock::{Clock, SystemClock},
    queue::{DeadlineQueue, Depth, QUEUE_NAME},
};
use wpp_tests::harness::redis::{Durability, RedisServer};

use self::support::queue::{Arrivals, Behaviour, Staff, job, observer, work};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

async fn queue(redis: &RedisServer) -> DeadlineQueue {
    DeadlineQueue::new(redis.connect().await)
}

/// Every job that arrives until `count` different versions have.
async fn versions(arrivals: &mut Arrivals, count: usize) -> BTreeSet<u64> {
    let mut seen = BTreeSet::new();
    while seen.len() < count {
        seen.insert(arrivals.next().await.version);
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_run_once_each_at_their_time_and_never_early() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    let start = SystemClock.now();
    for n in 0..200 {
        queue.schedule(&job(n, start.plus_ms(400 + n * 9))).await.unwrap();
    }
    let mut late = Vec::new();
    for _ in 0..200 {
        late.push(staff.arrivals.next().await.late_micros);
    }
    let rest = staff.stop().await;
    late.sort_unstable();
    println!("late by µs: p50 {}, p99 {}, max {}", late[100], late[198], late[199]);
    assert!(late[0] >= 0, "a job ran {} µs early", -late[0]);
    assert!(late[100] < 250_000, "half of the jobs were {} µs late", late[100]);
    assert_eq!(rest.len(), 0, "a job ran twice");
}

#[tokio::test]
async fn the_same_wake_up_pushed_three_times_is_one_job() {
    let redis = RedisServer::start().await;
    let (one, other) = (queue(&redis).await, queue(&redis).await);
    let job = job(1, SystemClock.now().plus_ms(3_600_000));
    for queue in [&one, &one, &other] {
        queue.schedule(&job).await.unwrap();
    }
    assert_eq!(one.depth().await.unwrap(), Depth { scheduled: 1, ..Depth::default() });
}

#[tokio::test]
async fn a_cancelled_job_leaves_nothing() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let job = job(1, SystemClock.now().plus_ms(3_600_000));
    queue.schedule(&job).await.unwrap();
    assert!(queue.cancel(&job).await.unwrap());
    assert!(!queue.cancel(&job).await.unwrap(), "it went once");
    assert_eq!(redis.keys().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nudges_of_one_attempt_are_one_job_and_run_at_once() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let overdue = job(7, SystemClock.now());
    for attempt in [1, 1, 2, 1] {
        queue.nudge(&overdue, attempt).await.unwrap();
    }
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    for _ in 0..2 {
        assert_eq!(staff.arrivals.next().await.version, 7);
    }
    assert_eq!(staff.stop().await.len(), 0, "two attempts are two jobs");
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_jobs_leave_only_the_fixed_keys() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    let now = SystemClock.now();
    for n in 0..1_200 {
        queue.schedule(&job(n, now)).await.unwrap();
    }
    versions(&mut staff.arrivals, 1_200).await;
    staff.stop().await;
    queue.purge_done().await.unwrap();
    assert_eq!(queue.depth().await.unwrap(), Depth::default());
    let fixed = ["core:apalis:queues:list".to_owned(), format!("{QUEUE_NAME}:signal")];
    let left: Vec<_> = redis.keys().await.into_iter().filter(|key| !fixed.contains(key)).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backlog_of_twenty_thousand_is_drained_without_one_failed_command() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let due = SystemClock.now();
    support::queue::schedule_all(&queue, (0..20_000).map(|n| job(n, due))).await;
    let watch = redis.connect().await;
    let before = failed_commands(&watch).await;
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    versions(&mut staff.arrivals, 20_000).await;
    assert_eq!(staff.stop().await.len(), 0, "a job ran twice");
    assert_eq!(failed_commands(&watch).await, before, "a script failed");
}

/// What Redis refused so far, but for scripts it had to be sent first.
async fn failed_commands(connection: &ConnectionManager) -> Vec<String> {
    let stats: String = redis::cmd("INFO").arg("errorstats").query_async(&mut connection.clone()).await.unwrap();
    let failures = stats.lines().filter(|line| line.starts_with("errorstat_") && !line.contains("NOSCRIPT"));
    failures.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_redis_loses_no_job() {
    let mut redis = RedisServer::start_with(Durability::AppendOnly).await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    let start = SystemClock.now();
    for n in 0..300 {
        queue.schedule(&job(n, start.plus_ms(500 + n * 8))).await.unwrap();
    }
    let mut seen = versions(&mut staff.arrivals, 100).await;
    redis.kill();
    redis.restart().await;
    while seen.len() < 300 {
        seen.insert(staff.arrivals.next().await.version);
    }
    staff.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_worker_hands_waiting_jobs_to_another_in_time() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut leaving = Staff::begin(&queue, Behaviour::Record);
    let due = SystemClock.now().plus_ms(2_500);
    for n in 0..50 {
        queue.schedule(&job(n, due)).await.unwrap();
    }
    for _ in 0..50 {
        leaving.begun.recv().await.unwrap();
    }
    let mut staying = Staff::begin(&queue, Behaviour::Record);
    assert_eq!(leaving.stop().await.len(), 0, "nothing runs before its time");
    assert!(SystemClock.now() < due, "a stop does not wait for deadlines to come");
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let arrival = staying.arrivals.next().await;
        assert!(arrival.late_micros >= 0);
        assert!(arrival.late_micros < 1_000_000, "handed over {} µs late", arrival.late_micros);
        seen.insert(arrival.version);
    }
    assert_eq!(seen.len(), 50);
    assert_eq!(staying.stop().await.len(), 0, "a job handed over ran twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_worker_that_stops_leaves_its_jobs_to_the_next() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut last = Staff::begin(&queue, Behaviour::Record);
    let due = SystemClock.now().plus_ms(1_700);
    queue.schedule(&job(1, due)).await.unwrap();
    last.begun.recv().await.unwrap();
    last.stop().await;
    let mut next = Staff::begin(&queue, Behaviour::Record);
    assert!(next.arrivals.next().await.late_micros >= 0);
    next.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_while_redis_is_down_ends_in_time_and_loses_nothing() {
    let mut redis = RedisServer::start_with(Durability::AppendOnly).await;
    let queue = queue(&redis).await;
    let mut last = Staff::begin(&queue, Behaviour::Record);
    queue.schedule(&job(1, SystemClock.now().plus_ms(1_900))).await.unwrap();
    last.begun.recv().await.unwrap();
    redis.kill();
    timeout(PATIENCE, last.stop()).await.expect("it does not wait for Redis");
    redis.restart().await;
    let mut next = Staff::begin(&queue, Behaviour::Record);
    assert_eq!(next.arrivals.next().await.version, 1);
    next.stop().await;
}

#[test]
fn a_killed_workers_jobs_run_elsewhere() {
    let doomed = tokio::runtime::Runtime::new().unwrap();
    let safe = tokio::runtime::Runtime::new().unwrap();
    safe.block_on(async {
        let redis = RedisServer::start().await;
        let queue = queue(&redis).await;
        let due = SystemClock.now().plus_ms(2_500);
        for n in 0..50 {
            queue.schedule(&job(n, due)).await.unwrap();
        }
        let url = redis.url();
        let (behaviour, mut begun, _arrivals) = observer(Behaviour::Record);
        doomed.spawn(async move {
            let connection = wpp_runtime::redis_connection::connect(&url).await.unwrap();
            work(&DeadlineQueue::new(connection), behaviour, 4_000, CancellationToken::new()).await;
        });
        for _ in 0..50 {
            begun.recv().await.unwrap();
        }
        doomed.shutdown_background();
        let mut staff = Staff::begin(&queue, Behaviour::Record);
        assert_eq!(versions(&mut staff.arrivals, 50).await.len(), 50);
        staff.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_full_is_not_taken_for_dead() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let now = SystemClock.now();
    for n in 0..10 {
        queue.nudge(&job(n, now), 0).await.unwrap();
    }
    let mut full = Staff::begin_with(&queue, Behaviour::Hold, 2);
    for _ in 0..2 {
        full.begun.recv().await.unwrap();
    }
    let mut idle = Staff::begin(&queue, Behaviour::Record);
    // Well past the time after which a silent worker is given up.
    queue.schedule(&job(99, now.plus_ms(4_500))).await.unwrap();
    let seen = idle.arrivals.next().await.version;
    full.let_go();
    assert_eq!(seen, 99, "a full worker's job was given to another");
    assert_eq!(versions(&mut full.arrivals, 10).await.len(), 10);
    full.stop().await;
    idle.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_given_up_by_the_others_is_rebuilt() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    staff.arrivals.next().await;
    let workers = format!("{QUEUE_NAME}:workers");
    let _: u64 = redis::cmd("DEL").arg(workers).query_async(&mut redis.connect().await).await.unwrap();
    queue.nudge(&job(2, SystemClock.now()), 0).await.unwrap();
    while staff.arrivals.next().await.version != 2 {}
    staff.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_without_data_ends_the_worker_once_and_not_for_good() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let active = format!("{QUEUE_NAME}:active");
    let _: u64 = redis::cmd("RPUSH").arg(active).arg("ghost").query_async(&mut redis.connect().await).await.unwrap();
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    let mut staff = Staff::begin(&queue, Behaviour::Record);
    assert_eq!(staff.arrivals.next().await.version, 1);
    staff.stop().await;
    assert_eq!(queue.depth().await.unwrap().active, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_the_jobs_end_and_not_the_workers() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::PanicOn(1));
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    staff.begun.recv().await.unwrap();
    queue.nudge(&job(2, SystemClock.now()), 0).await.unwrap();
    assert_eq!(staff.arrivals.next().await.version, 2);
    assert_eq!(staff.stop().await.len(), 0);
    let depth = queue.depth().await.unwrap();
    assert_eq!((depth.scheduled, depth.active, depth.inflight), (0, 0, 0), "the job is not repeated");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_come_right_is_tried_again() {
    let redis = RedisServer::start().await;
    let queue = queue(&redis).await;
    let mut staff = Staff::begin(&queue, Behaviour::FailTwice);
    queue.nudge(&job(1, SystemClock.now()), 0).await.unwrap();
    for _ in 0..3 {
        timeout(PATIENCE, staff.begun.recv()).await.unwrap().unwrap();
    }
    assert_eq!(staff.arrivals.next().await.version, 1);
    assert_eq!(staff.stop().await.len(), 0);
}
