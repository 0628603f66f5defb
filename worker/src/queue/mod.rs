//! The consumer of the deadline queue. `wpp_runtime::deadlines` is the producer and documents the keys.
//!
//! # From fetch to acknowledgement
//!
//! 1. A job may be fetched [`LEAD_MS`](schedule::LEAD_MS) before its due time.
//! 2. The worker fetches and acknowledges once per [batch interval](schedule::BATCH_INTERVAL), for all jobs together,
//!    and at once again while more jobs than one batch are due. Each job goes to its [`JobHandler`], which may prepare,
//!    then awaits its [`Deadline`] (exact to about 0.1 ms), then acts.
//! 3. The end of the handler is the acknowledgement, which deletes the job. A handler never fails towards apalis,
//!    which would repeat it 25 times with growing delays. `run` repeats a handler instead, a bounded number of times.
//!
//! # Several queues
//!
//! On a cluster there are several queues ([`QueueShards`](wpp_runtime::deadlines::QueueShards)). [`DeadlineWorkers`] runs a
//! worker for each of them in every process.
//!
//! # Failures
//!
//! - *A worker is killed*: its `inflight` ids return to `active` after 2 s without a keep-alive. Nudges bridge the
//!   gap.
//! - *A worker stops*: handlers past their due time finish. The others hand their jobs over at once. Fetched
//!   jobs without a handler are released.
//! - *Redis fails*: any error ends an apalis worker and drops its acknowledgements. [`DeadlineWorker`] builds
//!   a new one with a growing pause, under a new name, after it has released the jobs of the old one.
//!
//! `apalis_adapter` isolates everything that works around apalis. [`schedule`] holds all timing constants.

mod apalis_adapter;
mod deadline;
mod deadline_timer;
mod depth;
mod handler;
mod precision_timer;
mod registry;
mod run;
mod wait;
mod worker;
mod workers;

pub use wpp_runtime::deadlines::schedule;

pub use self::{
    apalis_adapter::{MAX_CONCURRENCY, Maintenance},
    deadline::{Deadline, Stopping},
    handler::{HandlerError, JobHandler},
    registry::JobRegistry,
    run::WorkerRun,
    worker::DeadlineWorker,
    workers::DeadlineWorkers,
};
