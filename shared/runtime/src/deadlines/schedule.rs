//! All timing constants of the deadline queue, for the producer here and the consumer in the worker.
//! `docs/decisions/0005` records why work is done in batches.
//!
//! # Life of one wake-up
//!
//! ```text
//!  push            fetch window opens                prepare            due_at
//!   |                     |                             |                  |
//!   v                     v                             v                  v
//! --+---------------------+-----+-----------------------+------------------+------> time
//!   | in `Q:scheduled`    |     | handler waits         | step is computed | commit
//!   |                     |     |                       | and armed        | (exact to 0.2 ms)
//!   |                     |<--->|                       |<---------------->|
//!   |                     |  at most one                |  PREPARE_AT_LEAST_MS
//!   |                     |  BATCH_INTERVAL_MS          |  + up to PREPARE_SLOTS
//!   |                     |                             |    * BATCH_INTERVAL_MS
//!   |                     |<--- LEAD_MS + 0..999 ms of rounding to seconds --->|
//! ```
//!
//! # Repeated work of one worker
//!
//! All of it runs on multiples of the batch interval, so that an idle machine wakes once for all.
//! A batch falls between two multiples of [`DEADLINE_GRANULARITY_MS`], on which phases end, so that it
//! delays no deadline.
//!
//! ```text
//! batch        0     1     2     3     4     5     6     7     8     9    10    11    12
//! time [ms]    20   180   340   500   660   820   980  1140  1300  1460  1620  1780  1940
//! poll         x     x     x     x     x     x     x     x     x     x     x     x     x
//! promote      x           x           x           x           x           x           x
//! keep alive   x                 x                 x                 x                 x
//! purge        x                                   x                                   x
//! ```
//!
//! # When a worker stops responding
//!
//! ```text
//! last keep-alive         HEARTBEAT * MISSED_HEARTBEATS = 2 s          jobs are fetched by others
//!       |----------------------------------------------------------------------|
//!                         (1.3 to 2.7 s, because apalis counts whole seconds)
//! ```

use std::time::Duration;

use wpp_game::driver::DEADLINE_GRANULARITY_MS;

/// Minimum time between the second in which a job may be fetched and its due time, in milliseconds.
/// Covers one batch interval, the fetch and the preparation. Rounding to whole seconds adds up to 999.
pub const LEAD_MS: i64 = 500;

/// Interval between two batches of queue work, in milliseconds.
pub const BATCH_INTERVAL_MS: i64 = 160;

/// Offset of the batches from multiples of [`BATCH_INTERVAL_MS`], in milliseconds: half the granularity
/// of deadlines, so that a batch never coincides with the end of a phase.
pub const BATCH_OFFSET_MS: i64 = DEADLINE_GRANULARITY_MS.cast_signed() / 2;

/// Batches between two polls of apalis for new jobs.
pub const POLL_BATCHES: u32 = 1;

/// Batches between two promotions of due jobs.
pub const PROMOTE_BATCHES: u32 = 2;

/// Batches between two keep-alives of a worker.
pub const KEEP_ALIVE_BATCHES: u32 = 3;

/// Batches between two purges of finished jobs.
pub const PURGE_BATCHES: u32 = 6;

/// How far ahead of the clock jobs are promoted, in milliseconds. Longer than the interval between two
/// promotions, so that apalis never finds a due job that was not promoted.
pub const PROMOTE_AHEAD_MS: u64 = 420;

/// How long apalis may poll its backend after a batch starts, or after the last job it fetched. A fetch and
/// an acknowledgement take about 1 ms each.
pub const POLL_WINDOW: Duration = Duration::from_millis(6);

/// Minimum time between the preparation of a step and its deadline, in milliseconds: the time that loading,
/// computing and arming take on a busy machine.
pub const PREPARE_AT_LEAST_MS: i64 = 40;

/// Batches over which the preparations of sessions with the same deadline are spread.
pub const PREPARE_SLOTS: i64 = 2;

/// Interval of apalis's own heartbeats. apalis counts in whole seconds, so a shorter one gains nothing.
pub const HEARTBEAT: Duration = Duration::from_millis(500);

/// Missed heartbeats after which apalis gives a worker's jobs to others. The product with [`HEARTBEAT`] must
/// be 2 s or more.
pub const MISSED_HEARTBEATS: usize = 4;

/// How long apalis's metadata of a worker outlives its last keep-alive, in seconds.
pub const WORKER_METADATA_TTL_SECONDS: u64 = 60;

/// How long a stopping worker waits for its handlers before it releases their jobs.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// Calls of a handler for one job. With the pauses below they take about 7 s, longer than Redis needs to
/// restart. A longer outage ends the worker, and its jobs are fetched again.
pub const HANDLER_TRIES: u32 = 13;

/// Pauses between two calls of a handler: the first one, doubled each time up to the second one.
pub const HANDLER_PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_secs(1)];

/// Pauses before a failed worker is rebuilt: the first one, doubled each time up to the second one.
pub const REBUILD_PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(1)];

/// A worker that ran this long, in milliseconds, was healthy. The next pause starts at the first again.
pub const HEALTHY_AFTER_MS: u64 = 10_000;

/// Longest single sleep of a timer, so that a change of the system clock is noticed.
pub const MAX_SLEEP: Duration = Duration::from_secs(1);

const _: () = {
    assert!(BATCH_INTERVAL_MS % DEADLINE_GRANULARITY_MS.cast_signed() == 0, "batches keep their distance to deadlines");
    assert!(PROMOTE_AHEAD_MS.cast_signed() > PROMOTE_BATCHES as i64 * BATCH_INTERVAL_MS);
    assert!(HEARTBEAT.as_millis() * MISSED_HEARTBEATS as u128 >= 2_000, "apalis counts in whole seconds");
};
