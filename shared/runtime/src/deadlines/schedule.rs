//! What apalis is told, and why.

use std::time::Duration;

use apalis_redis::Config;
use wpp_game::driver::DEADLINE_GRANULARITY_MS;

/// The queue's name, and so the beginning of its keys. Its hash tag is a key that apalis's scripts
/// write beside the queue's own, which puts all of them into one slot of a Redis Cluster.
pub const QUEUE_NAME: &str = "{core:apalis:queues:list}:wpp-deadlines";

/// How long before its time a job may be fetched at the latest, in milliseconds: enough for a [beat](BATCH_INTERVAL_MS),
/// a fetch and the handler's preparations. Rounding down to whole seconds adds up to 999.
pub const LEAD_MS: i64 = 500;

/// What a worker does again and again it does on common beats, so many milliseconds apart by the clock: a machine
/// at rest is woken for all of it together. A multiple of the games' [ticks](DEADLINE_GRANULARITY_MS), on which phases end …
pub const BATCH_INTERVAL_MS: i64 = 160;

/// … and a beat lies between two of these, where it holds up no deadline.
pub const BATCH_OFFSET_MS: i64 = DEADLINE_GRANULARITY_MS.cast_signed() / 2;

/// The most jobs one worker may hold besides one fetched batch. A dead worker's jobs are given back
/// by one Lua `unpack`, which fails above some 8,000 values, in every other worker, for good.
pub const MAX_CONCURRENCY: usize = 6_000;

/// Ids moved by one script at a time: a few milliseconds of Redis at the very most.
pub(super) const CHUNK: usize = 500;

/// Jobs fetched at a time: a millisecond or two of the worker, in which no deadline is met.
const BATCH: usize = 128;

/// Beats from one asking for jobs to the next.
pub(super) const POLL_BEATS: u32 = 1;

/// Beats from one moving of due jobs, ahead of apalis, to the next.
pub(super) const PROMOTE_BEATS: u32 = 2;

/// How far ahead of the clock they are moved, in milliseconds: more than [`PROMOTE_BEATS`], so that
/// all jobs of a second have moved before apalis could see that they are due.
pub(super) const PROMOTE_AHEAD_MS: u64 = 420;

/// Beats from one purge of finished jobs, and measurement of the depth, to the next.
pub(super) const PURGE_BEATS: u32 = 6;

/// Beats from one sign of life to the next.
pub(super) const LIVE_BEATS: u32 = 3;

/// Between two signs of life. apalis counts in whole seconds; below 500 ms nothing is gained.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// Signs of life that may be missing. Times [`HEARTBEAT`] it must be 2 s or more.
const MISSED_HEARTBEATS: usize = 4;

/// How long a stopping worker waits for its handlers before it gives back what they hold.
pub(super) const DRAIN: Duration = Duration::from_secs(5);

pub(super) fn config(queue: &str) -> Config {
    Config::default()
        .queue(queue)
        .batch_size(BATCH)
        .heartbeat_interval(HEARTBEAT)
        .missed_heartbeats(MISSED_HEARTBEATS)
        // Locks cost time proportional to the backlog for each job.
        .lock_tasks(false)
        // Nobody listens to apalis's publications.
        .emit_events(false)
}
