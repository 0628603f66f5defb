//! The deadline queue: delayed wake-ups on the apalis Redis queue, seen by the process that schedules them.
//! The consumer is the worker's `queue` module.
//!
//! A wake-up is a **hint**: "look at session `KWXTRN`, its version 41 has a phase that ends at
//! 19:00:00.250". The stored session is the truth. An early, late, repeated or lost wake-up cannot change
//! a game. Jobs may therefore be pushed before the commit that needs them, and a crash may repeat them.
//!
//! A bot's move is a wake-up too ("`p_1` moves in scene 7"), with the scene as its fence.
//!
//! # Keys in Redis
//!
//! apalis defines the names; `Q` is [`QUEUE_NAME`], or the name of one of several queues ([`QueueShards`]).
//!
//! | key | type | content |
//! |---|---|---|
//! | `Q:scheduled` | sorted set | ids of jobs not yet due; score = millisecond from which they may be fetched |
//! | `Q:active` | list | ids ready to be fetched, in order of arrival |
//! | `Q:inflight:<worker>` | set | ids a worker has fetched and not finished |
//! | `Q:done`, `Q:dead` | set | ids of jobs that a worker of an earlier release finished, until the next worker starts |
//! | `Q:data` | hash | id → the payload as JSON, a [`PhaseDeadline`] or a [`BotMove`] |
//! | `Q:meta:<id>` | hash | a job's attempts and status |
//! | `Q:workers` | sorted set | workers; score = second of the last keep-alive |
//! | `Q:signal` | list | internal to apalis |
//!
//! An id is in exactly one of `scheduled`, `active` and one `inflight`; only scripts move it. The
//! acknowledgement of a finished job deletes the job. Of an idle queue, only `Q:workers` and `Q:signal` remain.
//!
//! Every script names keys of one queue. The queue's name has a hash tag, so that all keys share one slot of a
//! cluster. On a cluster there are several queues, because one would be on one server.
//!
//! # Job ids
//!
//! A job's id is derived from its payload ([`Job::task_id`]), so the same wake-up pushed by three processes
//! is one job. A **nudge** is a new job for an overdue phase, under a different id: any process that waits
//! for a phase may send one.
//!
//! [`schedule`] holds all timing constants and a diagram of what happens when. `docs/decisions/0002` records//! why jobs are scheduled early and awaited with an exact timer.

mod error;
mod job;
mod job_store;
mod push_batcher;
mod queue;
mod redis_jobs;
pub mod schedule;
mod scheduler;
mod shards;

pub use self::{
    error::QueueError,
    job::{BotMove, Job, PhaseDeadline},
    job_store::{JobStore, QueuedJob},
    queue::{Config, DeadlineQueue, Depth, FETCH_BATCH, QUEUE_NAME},
    scheduler::JobScheduler,
    shards::{QueueShards, is_queue_key},
};
