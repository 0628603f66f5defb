//! The queue's consumer around apalis.
//!
//! apalis-redis 1.0 provides the keys of the queue, the push and the fetch; apalis runs the handlers, bounds their
//! number and drains them at a stop. The rest is ours, for deadlines and large backlogs. `docs/decisions/0040` and
//! `docs/decisions/0090` hold the measurements.
//!
//! | part | what apalis does instead | what it does |
//! |---|---|---|
//! | [`fetcher`] | polls Redis whenever a task wakes the worker, so it fetches and acknowledges each job separately; at a low rate it sleeps until the next heartbeat | fetches and acknowledges once per batch interval, and at once again while batches are full |
//! | [promotion](Maintenance::promote_due) | counts in whole seconds; moves all due ids with one Lua `unpack`, which fails above about 8,000 ids, permanently | counts in milliseconds; moves due ids in chunks, ahead of apalis |
//! | [acknowledgement](Maintenance::run) | keeps finished jobs forever (450 B each); its `vacuum` blocks Redis | deletes finished jobs |
//! | [keep-alive](Maintenance::run) | sends no heartbeat while all handlers are busy, so that a full worker appears dead | sends a heartbeat independently of the handlers |
//! | [release](Maintenance::run) | returns a silent worker's ids with one `unpack`; returns a failed worker's ids after 2 s | returns them in chunks; at once, when the worker's process still runs |

mod fetched_jobs;
mod fetcher;
mod intervals;
mod maintenance;
mod scripts;

use apalis::layers::WorkerBuilderExt;
use apalis_core::{
    error::WorkerError,
    task::task_id::TaskId,
    worker::{builder::WorkerBuilder, context::WorkerContext, ext::parallelize::ParallelizeExt},
};
use futures_util::{FutureExt, future::BoxFuture};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use wpp_runtime::deadlines::{QueueError, schedule::DRAIN_TIMEOUT};

pub(in crate::queue) use self::intervals::every;
pub use self::maintenance::Maintenance;
use self::{
    fetched_jobs::FetchedJobs,
    fetcher::{Fetcher, WorkerEnds},
};
use super::run::WorkerRun;

/// Maximum number of jobs one worker holds, in addition to two fetched batches: about 30 MB of waiting handlers.
pub const MAX_CONCURRENCY: usize = 20_000;

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

/// Runs an apalis worker with its fetcher and its maintenance, until `shutdown` or a failure.
pub(super) async fn run_apalis(
    name: &str,
    concurrency: usize,
    run: WorkerRun,
    maintenance: &Maintenance,
    shutdown: &CancellationToken,
) -> Result<(), RunError> {
    let context = WorkerContext::new(name);
    let clock = run.clock.clone();
    maintenance.register(&context, clock.now()).await?;
    let (mut fetcher, ends) = Fetcher::new(maintenance, &context, clock.clone(), shutdown.clone());
    let worker = build(&context, concurrency, run, ends);
    let outcome = tokio::select! {
        outcome = run_until(shutdown, &context, worker) => outcome,
        error = fetcher.run() => Err(error.into()),
        () = maintenance.run(&context, &*clock) => Err(RunError::Ended),
    };
    // Jobs without an acknowledgement run again.
    let acknowledged = fetcher.acknowledge().await;
    outcome.and(acknowledged.map_err(RunError::from))
}

/// Builds an apalis worker that handles each job in a separate task. A plain function with a boxed future,
/// because the compiler cannot prove inside an async function that the future is `Send`.
fn build(
    context: &WorkerContext,
    concurrency: usize,
    run: WorkerRun,
    ends: WorkerEnds,
) -> BoxFuture<'static, Result<(), WorkerError>> {
    let WorkerEnds { fetched, finished } = ends;
    let handle = move |payload: Vec<u8>, id: TaskId| {
        let (run, finished) = (run.clone(), finished.clone());
        async move {
            let id = id.to_string();
            run.handle(&id, &payload).await;
            // Fails only after this run has ended. The job is released then.
            let _ = finished.send(id);
        }
    };
    let builder = WorkerBuilder::new(context).backend(FetchedJobs(fetched));
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
