//! What apalis is told, and why.

use std::time::Duration;

use apalis_redis::Config;

/// The queue's name, and so the beginning of its keys. Its hash tag is a key that apalis's scripts
/// write beside the queue's own, which puts all of them into one slot of a Redis Cluster.
pub const QUEUE_NAME: &str = "{core:apalis:queues:list}:wpp-deadlines";

/// How long before its time a job may be fetched at the latest, in milliseconds: enough for a poll,
/// a fetch and the handler's preparations. Rounding down to whole seconds adds up to 999.
pub const LEAD_MS: i64 = 500;

/// The most jobs one worker may hold besides one fetched batch. A dead worker's jobs are given back
/// by one Lua `unpack`, which fails above some 8,000 values, in every other worker, for good.
pub const MAX_CONCURRENCY: usize = 6_000;

/// Ids moved by one script at a time: a few milliseconds of Redis at the very most.
pub(super) const CHUNK: usize = 500;

/// How often the worker asks for jobs.
pub(super) const POLL_EVERY: Duration = Duration::from_millis(100);

/// How often due jobs are moved ahead of apalis.
pub(super) const PROMOTE_EVERY: Duration = Duration::from_millis(200);

/// How far ahead of the clock they are moved, in milliseconds: more than [`PROMOTE_EVERY`], so that
/// all jobs of a second have moved before apalis could see that they are due.
pub(super) const PROMOTE_AHEAD_MS: u64 = 300;

/// How often finished jobs are purged and the depth is measured.
pub(super) const PURGE_EVERY: Duration = Duration::from_secs(1);

/// Between two signs of life. apalis counts in whole seconds; below 500 ms nothing is gained.
pub(super) const HEARTBEAT: Duration = Duration::from_millis(500);

/// Signs of life that may be missing. Times [`HEARTBEAT`] it must be 2 s or more.
const MISSED_HEARTBEATS: usize = 4;

/// How long a stopping worker waits for its handlers before it gives back what they hold.
pub(super) const DRAIN: Duration = Duration::from_secs(5);

pub(super) fn config(queue: &str) -> Config {
    Config::default()
        .queue(queue)
        .batch_size(CHUNK)
        .heartbeat_interval(HEARTBEAT)
        .missed_heartbeats(MISSED_HEARTBEATS)
        // Locks cost time proportional to the backlog for each job.
        .lock_tasks(false)
        // Nobody listens to apalis's publications.
        .emit_events(false)
}
