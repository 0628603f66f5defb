//! The deadline queue: delayed wake-ups on the apalis Redis queue.
//!
//! A wake-up is a **hint**: "look at session `KWXTR`, its version 41 has a phase that ends at
//! 19:00:00.250". The session's stored state is the truth. A wake-up that comes early, late, twice
//! or not at all must not be able to change a game, so jobs here may be pushed before the commit
//! that needs them, doubled by a crash, or overtaken.
//!
//! The moves of bots are wake-ups too ("let `p_1` look at the table"), with the scene as their fence.
//!
//! # In Redis
//!
//! The names are apalis's; `Q` is [`QUEUE_NAME`].
//!
//! | key | type | holds |
//! |---|---|---|
//! | `Q:scheduled` | sorted set | ids of jobs not yet due; score = second they may be fetched |
//! | `Q:active` | list | ids ready to be fetched, first come first served |
//! | `Q:inflight:<worker>` | set | ids a worker has fetched and not finished |
//! | `Q:done`, `Q:dead` | set | ids that are finished, until they are purged |
//! | `Q:data` | hash | id → the payload, a [`PhaseDeadline`] or a [`BotMove`] as JSON |
//! | `Q:meta:<id>` | hash | a job's attempts and status |
//! | `Q:workers` | sorted set | workers; score = second of the last sign of life |
//! | `Q:workers:metadata:<worker>` | hash | a worker's kind; lives a minute past its last sign of life |
//! | `Q:signal` | list | apalis's own |
//! | `core:apalis:queues:list` | sorted set | the names of all queues of this Redis |
//!
//! An id is in exactly one of `scheduled`, `active`, one `inflight`, `done` and `dead`; only
//! scripts move it. When all is purged nothing is left but `Q:workers`, `core:apalis:queues:list`
//! and at most `Q:signal`.
//!
//! Every script names keys of one queue, except that apalis also writes `core:apalis:queues:list`.
//! The queue's name therefore begins with that key as its hash tag: on a Redis Cluster all of it
//! shares one slot.
//!
//! # From push to handler
//!
//! 1. Due times are stored in whole seconds, so a job is scheduled *early*: in the second that
//!    holds its due time less [`LEAD_MS`]. It is fetched 0.4 to 2 s before its time.
//! 2. The worker fetches and acknowledges every [`BATCH_INTERVAL_MS`], all jobs of the meantime together (left to
//!    itself, apalis does both for each job, and at a low rate sleeps for a whole heartbeat; see
//!    the `gate` module), and hands the job to the
//!    [`DeadlineHandler`], which may prepare, then awaits its [`Deadline`], exact to about a tenth of a
//!    millisecond (see the `timer` module), then acts.
//! 3. The handler's end, on the eve of a beat, is the acknowledgement: the job is `done` and soon purged. A handler never
//!    fails towards apalis, which would repeat 25 times with growing delays whatever it is told;
//!    repetition happens inside and is bounded.
//!
//! The id of a job follows from its payload, so the same wake-up pushed by three processes is one
//! job. A **nudge** is a fresh job for a phase that is overdue, under another id: whoever waits for
//! a phase may wake it.
//!
//! # When things break
//!
//! - *A worker is killed*: its `inflight` ids go back to `active` when it gave no sign of life for
//!   2 s (apalis counts in whole seconds: 1.3 to 2.7 s measured). Nudges bridge the gap.
//! - *A worker stops*: handlers whose time has come finish; those still waiting push their job
//!   anew for the others, at once; what was fetched and not begun goes back.
//! - *Redis fails*: any error ends an apalis worker and drops its acknowledgements. It is rebuilt
//!   with a growing pause, under a new name, after giving back what its predecessor held.
//! - *A backlog*: apalis moves all due ids with one Lua `unpack`, which fails above some 8,000, for
//!   good. So everything is moved in chunks of 500 here, ahead of apalis, and concurrency
//!   is capped by [`MAX_CONCURRENCY`].
//! - *Nobody purges*: apalis keeps finished jobs for ever (450 B each); its own `vacuum` blocks
//!   Redis. Workers purge every second in chunks.
//! - *A full worker*: apalis gives no sign of life while its concurrency is used up. Ours
//!   gives one beside it.

mod beats;
mod deadline_timer;
mod handler;
mod job;
mod poll_throttle;
mod precision_timer;
mod producer;
mod push_batcher;
mod scripts;
mod settings;
mod upkeep;
mod wait;
mod worker;
mod worker_run;

pub use self::{
    handler::{Deadline, DeadlineHandler, HandlerError, Stopping},
    job::{BotMove, PhaseDeadline},
    producer::{DeadlineQueue, Depth, QueueError},
    settings::{BATCH_INTERVAL_MS, BATCH_OFFSET_MS, LEAD_MS, MAX_CONCURRENCY, QUEUE_NAME},
    wait::wait_until,
    worker::DeadlineWorker,
};
