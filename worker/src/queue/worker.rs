//! The worker: apalis's, rebuilt whenever it ends.

use std::time::Duration;

use apalis::layers::WorkerBuilderExt;
use apalis_core::{
    error::WorkerError,
    task::task_id::TaskId,
    worker::{builder::WorkerBuilder, context::WorkerContext, ext::parallelize::ParallelizeExt},
};
use apalis_redis::RedisStorage;
use futures_util::{FutureExt, future::BoxFuture};
use metrics::counter;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{
    DeadlineHandler, DeadlineQueue, MAX_CONCURRENCY, QueueError, beats,
    deadline_timer::DeadlineTimer,
    job::Job,
    poll_throttle::PollThrottle,
    settings::{DRAIN, POLL_BEATS, PROMOTE_AHEAD_MS},
    upkeep::look_after,
    worker_run::WorkerRun,
};
use crate::{clock::SharedClock, secure_rng::SecureRng, telemetry::names};

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A worker that ran this long was well: after its end the pauses begin anew.
const WELL_AFTER_MS: u64 = 10_000;

/// Handles the queue's jobs. Any number of workers, in any number of processes, share one queue.
pub struct DeadlineWorker<H> {
    queue: DeadlineQueue,
    handler: H,
    clock: SharedClock,
    entropy: SecureRng,
    concurrency: usize,
}

/// Why a shift ended.
#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error(transparent)]
    Queue(#[from] QueueError),
    #[error("apalis: {0}")]
    Apalis(#[from] WorkerError),
    #[error("apalis ended without saying why")]
    Ended,
    #[error("handlers were still busy after {} s", DRAIN.as_secs())]
    Busy,
}

impl<H: DeadlineHandler> DeadlineWorker<H> {
    /// A worker that handles at most `concurrency` jobs at a time, waiting ones included, within
    /// 1 to [`MAX_CONCURRENCY`]. A job waits for up to 2 s, so a worker keeps up with about
    /// `concurrency / 2` deadlines a second.
    #[must_use]
    pub fn new(queue: DeadlineQueue, handler: H, clock: SharedClock, entropy: SecureRng, concurrency: usize) -> Self {
        Self { queue, handler, clock, entropy, concurrency: concurrency.clamp(1, MAX_CONCURRENCY) }
    }

    /// Works until `shutdown`, whatever happens to Redis. Then finishes the jobs whose time has
    /// come, hands over those that still wait, and returns, after some 5 s at most.
    pub async fn run(self, shutdown: CancellationToken) {
        // Workers that ended and may still hold jobs.
        let mut ended = Vec::new();
        let mut pause = FIRST_PAUSE;
        while !shutdown.is_cancelled() {
            let began = self.clock.now();
            let name = format!("deadlines-{}", self.entropy.word(12));
            let outcome = self.run_once(&name, &mut ended, &shutdown).await;
            ended.push(name);
            let Err(error) = outcome else { break };
            if shutdown.is_cancelled() {
                warn!(%error, "the worker did not stop in order");
                break;
            }
            if self.clock.now().ms_since(began) > WELL_AFTER_MS {
                pause = FIRST_PAUSE;
            }
            counter!(names::WORKER_REBUILDS).increment(1);
            warn!(%error, pause_ms = pause.as_millis(), "the worker ended and is rebuilt");
            tokio::select! { () = sleep(pause) => {}, () = shutdown.cancelled() => {} }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        if let Err(error) = self.release(&mut ended).await {
            warn!(%error, "what the worker held comes back when its signs of life are missed");
        }
    }

    /// Builds an apalis worker and runs it until `shutdown` or its first error.
    async fn run_once(
        &self,
        name: &str,
        ended: &mut Vec<String>,
        shutdown: &CancellationToken,
    ) -> Result<(), RunError> {
        self.release(ended).await?;
        self.queue.promote_due(self.clock.now().plus_ms(PROMOTE_AHEAD_MS)).await?;

        let shift = WorkerRun {
            queue: self.queue.clone(),
            clock: self.clock.clone(),
            alarm: DeadlineTimer::start(self.clock.clone()),
            handler: self.handler.clone(),
            shutdown: shutdown.clone(),
            ended: shutdown.child_token(),
        };
        let over = shift.ended.clone();
        let context = WorkerContext::new(name);
        let run = apalis_worker(&context, self.concurrency, shift);
        info!(name, concurrency = self.concurrency, "the worker begins");
        let outcome = tokio::select! {
            outcome = until(shutdown, &context, run) => outcome,
            () = look_after(&self.queue, &context, &*self.clock) => Err(RunError::Ended),
        };
        // Only now that nothing can acknowledge them any more may waiting handlers let go.
        over.cancel();
        outcome
    }

    /// Gives back what workers of this process that have ended still hold.
    async fn release(&self, ended: &mut Vec<String>) -> Result<(), QueueError> {
        while let Some(name) = ended.last() {
            let given_back = self.queue.release(name).await?;
            if given_back > 0 {
                info!(name, given_back, "a worker's jobs are given back");
            }
            ended.pop();
        }
        Ok(())
    }
}

/// An apalis worker that runs the jobs of `shift`, each as a task of its own. Boxed here, in a plain
/// function, because the compiler cannot prove within an async one that it may change threads.
fn apalis_worker<H: DeadlineHandler>(
    context: &WorkerContext,
    concurrency: usize,
    shift: WorkerRun<H>,
) -> BoxFuture<'static, Result<(), WorkerError>> {
    let storage = RedisStorage::<Job>::new(shift.queue.connection.clone());
    let opens = beats::every(POLL_BEATS, &*shift.clock);
    let backend = PollThrottle::new(opens, storage.with_config((*shift.queue.config).clone()));
    let work = move |job: Job, id: TaskId| {
        let shift = shift.clone();
        async move { shift.work(&id.to_string(), job).await }
    };
    let builder = WorkerBuilder::new(context).backend(backend);
    builder.concurrency(concurrency).parallelize(tokio::spawn).build(work).run().boxed()
}

/// Runs a worker to its end, asking it to stop at `shutdown`.
async fn until(
    shutdown: &CancellationToken,
    context: &WorkerContext,
    mut run: BoxFuture<'static, Result<(), WorkerError>>,
) -> Result<(), RunError> {
    tokio::select! {
        biased; // The worker first: one that was never polled cannot be stopped.
        ended = &mut run => {
            ended?;
            return Err(RunError::Ended);
        }
        () = shutdown.cancelled() => {}
    }
    context.stop()?;
    timeout(DRAIN, run).await.map_err(|_| RunError::Busy)?.map_err(RunError::from)
}

impl<H> std::fmt::Debug for DeadlineWorker<H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineWorker").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}
