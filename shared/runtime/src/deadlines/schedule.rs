//! All timing constants of the deadline queue, for the producer here and the consumer in the worker.
//! `docs/decisions/0005` records why work is done in batches, `docs/decisions/0090` what each constant earns.
//!
//! # Life of one wake-up
//!
//! ```text
//!  push          promoted, fetched, step computed          due_at
//!   |                    |                                    |
//!   v                    v                                    v
//! --+---------------+----+------------------------------------+------> time
//!   | in Q:scheduled     |           handler waits            | commit
//!   |               |<-->|                                    | (exact to 0.2 ms)
//!   |               |  at most BATCH_INTERVAL                 |
//!   |               |<---------------- LEAD_MS -------------->|
//! ```
//!
//! # Repeated work of one worker
//!
//! All of it runs on multiples of the batch interval, so that an idle machine wakes once for all.
//! A batch falls between two multiples of [`DEADLINE_GRANULARITY_MS`], on which phases end, so that it
//! delays no deadline.
//!
//! | work | every |
//! |---|---|
//! | promotion of due jobs, acknowledgements, fetch; at once again after a full batch | [`FETCH_BATCHES`] |
//! | keep-alive, release of the jobs of silent workers | [`KEEP_ALIVE_BATCHES`] |
//! | depth of the queue | [`DEPTH_BATCHES`] |

use std::time::Duration;

use wpp_game::driver::DEADLINE_GRANULARITY_MS;

/// Time before its deadline from which a wake-up may be fetched, in milliseconds. Covers a batch interval, the fetch
/// and the computation of the step, for hundreds of sessions that are due in the same instant. A longer time costs
/// memory, and a step that is computed early is more likely to be invalidated by a player's action.
pub const LEAD_MS: u64 = 300;

/// Interval between two batches of queue work.
pub const BATCH_INTERVAL: Duration = Duration::from_millis(160);

/// Offset of the batches from multiples of [`BATCH_INTERVAL`], in milliseconds: half the granularity
/// of deadlines, so that a batch never coincides with the end of a phase.
pub const BATCH_OFFSET_MS: i64 = DEADLINE_GRANULARITY_MS.cast_signed() / 2;

/// Batches between two fetches of jobs.
pub const FETCH_BATCHES: u32 = 1;

/// Batches between two keep-alives of a worker.
pub const KEEP_ALIVE_BATCHES: u32 = 3;

/// Batches between two counts of the queue's jobs.
pub const DEPTH_BATCHES: u32 = 6;

/// Silence after which a worker counts as dead and others take its jobs, in milliseconds. Workers of apalis count in
/// whole seconds.
pub const WORKER_TIMEOUT_MS: u64 = 2_000;

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

/// Returns the time from `now_micros` (microseconds since 1970) until the next common moment of work that every worker does
/// on each `batches`th batch.
#[must_use]
pub fn until_next_batch(now_micros: i64, batches: u32) -> Duration {
    let period = i64::try_from((BATCH_INTERVAL * batches).as_micros()).unwrap_or(i64::MAX);
    let left = period - (now_micros - BATCH_OFFSET_MS * 1000).rem_euclid(period);
    Duration::from_micros(left.unsigned_abs())
}

const _: () = {
    let batch = BATCH_INTERVAL.as_millis() as u64;
    assert!(batch.is_multiple_of(DEADLINE_GRANULARITY_MS), "batches keep their distance to deadlines");
    assert!(LEAD_MS >= batch + 100, "a fetch and a step take time");
    assert!(WORKER_TIMEOUT_MS > 3 * batch * KEEP_ALIVE_BATCHES as u64, "a delayed keep-alive is no silence");
};
