//! Everything that surrounds apalis, and the reason for each layer.
//!
//! apalis-redis 1.0 provides the queue: keys, fetch, acknowledgement and recovery of a dead worker's jobs.
//! Five layers adapt it to deadlines and to large backlogs. `docs/decisions/0040` holds the measurements.
//!
//! | layer | what apalis does without it | what the layer does |
//! |---|---|---|
//! | [`poll_throttle`] | polls Redis whenever a task wakes the worker, so it fetches and acknowledges each job separately; at a low rate it sleeps until the next heartbeat | lets apalis poll once per batch interval, for all jobs together |
//! | [promotion](Maintenance::promote_due) | moves all due ids with one Lua `unpack`, which fails above about 8,000 ids, permanently | moves due ids in chunks, ahead of apalis |
//! | [purge](Maintenance::purge_done) | keeps finished jobs forever (450 B each); its `vacuum` blocks Redis | deletes finished jobs in chunks |
//! | [release](Maintenance::release) | returns a failed worker's jobs after 2 s without a heartbeat | returns them at once, when the worker's process still runs |
//! | [keep-alive](Maintenance::run) | sends no heartbeat while all handlers are busy, so that a full worker appears dead | sends a heartbeat independently of the handlers |
//!
//! Concurrency is capped by [`MAX_CONCURRENCY`], for the same limit of `unpack`.

mod intervals;
mod maintenance;
mod poll_throttle;
mod scripts;

use apalis::layers::WorkerBuilderExt;
use apalis_core::{
    error::WorkerError,
    task::task_id::TaskId,
    worker::{builder::WorkerBuilder, context::WorkerContext, ext::parallelize::ParallelizeExt},
};
use apalis_redis::RedisStorage;
use futures_util::{FutureExt, future::BoxFuture};
use serde_json::value::RawValue;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use wpp_runtime::deadlines::{
    DeadlineQueue, QueueError,
    schedule::{DRAIN_TIMEOUT, POLL_BATCHES},
};

pub use self::maintenance::Maintenance;
use self::poll_throttle::PollThrottle;
use super::run::WorkerRun;

/// Maximum number of jobs one worker holds, in addition to one fetched batch. Other workers return a dead
/// worker's jobs with one Lua `unpack`, which fails above about 8,000 values, permanently.
pub const MAX_CONCURRENCY: usize = 6_000;

/// The end of an apalis worker with a failure.
#[derive(Debug, thiserror::Error)]
pub(super) enum RunError {
    #[error(transparent)]
    Queue(#[from] QueueError),
    #[error("apalis failed: {0}")]
    Apalis(#[from] WorkerError),
    #[error("apalis ended without an error")]
    Ended,
    #[error("handlers were still busy after {} s", DRAIN_TIMEOUT.as_secs())]
    Busy,
}

/// Runs an apalis worker with its maintenance, until `shutdown` or a failure.
pub(super) async fn run_apalis(
    name: &str,
    concurrency: usize,
    run: WorkerRun,
    maintenance: &Maintenance,
    shutdown: &CancellationToken,
) -> Result<(), RunError> {
    let context = WorkerContext::new(name);
    let clock = run.clock.clone();
    let worker = build(&context, concurrency, maintenance.queue(), run);
    tokio::select! {
        outcome = run_until(shutdown, &context, worker) => outcome,
        () = maintenance.run(&context, &*clock) => Err(RunError::Ended),
    }
}

/// Builds an apalis worker that handles each job in a separate task. A plain function with a boxed future,
/// because the compiler cannot prove inside an async function that the future is `Send`.
fn build(
    context: &WorkerContext,
    concurrency: usize,
    queue: &DeadlineQueue,
    run: WorkerRun,
) -> BoxFuture<'static, Result<(), WorkerError>> {
    let storage = RedisStorage::<Box<RawValue>, _>::new(queue.connection().clone());
    let polls = intervals::every(POLL_BATCHES, &*run.clock);
    let backend = PollThrottle::new(polls, storage.with_config(queue.config().clone()));
    let handle = move |payload: Box<RawValue>, id: TaskId| {
        let run = run.clone();
        async move { run.handle(&id.to_string(), &payload).await }
    };
    let builder = WorkerBuilder::new(context).backend(backend);
    builder.concurrency(concurrency).parallelize(tokio::spawn).build(handle).run().boxed()
}

/// Runs a worker to its end. Stops it at `shutdown`.
async fn run_until(
    shutdown: &CancellationToken,
    context: &WorkerContext,
    mut worker: BoxFuture<'static, Result<(), WorkerError>>,
) -> Result<(), RunError> {
    tokio::select! {
        biased; // The worker comes first: apalis cannot stop a worker that was never polled.
        ended = &mut worker => {
            ended?;
            return Err(RunError::Ended);
        }
        () = shutdown.cancelled() => {}
    }
    context.stop()?;
    timeout(DRAIN_TIMEOUT, worker).await.map_err(|_| RunError::Busy)?.map_err(RunError::from)
}
