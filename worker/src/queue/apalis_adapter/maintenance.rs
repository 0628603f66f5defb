//! Promotion, purge, release and keep-alive. All work is done in chunks, so that no script blocks Redis.

use apalis_core::worker::context::WorkerContext;
use metrics::gauge;
use tracing::{debug, warn};
use wpp_game::time::Timestamp;
use wpp_runtime::{
    clock::Clock,
    deadlines::{
        DeadlineQueue, QueueError,
        schedule::{KEEP_ALIVE_BATCHES, PROMOTE_AHEAD_MS, PROMOTE_BATCHES, PURGE_BATCHES, WORKER_METADATA_TTL_SECONDS},
    },
    telemetry::names,
};

use super::{intervals, scripts::Scripts};

/// Maximum number of ids one script call handles: a few milliseconds of Redis.
const CHUNK: usize = 500;

/// Maintains the queue's keys in Redis.
pub struct Maintenance {
    queue: DeadlineQueue,
    scripts: Scripts,
}

impl Maintenance {
    /// Returns the maintenance of `queue`.
    #[must_use]
    pub fn new(queue: DeadlineQueue) -> Self {
        Self { queue, scripts: Scripts::new() }
    }

    pub(in crate::queue) fn queue(&self) -> &DeadlineQueue {
        &self.queue
    }

    /// Runs keep-alive, promotion and purge for as long as `worker` runs. Failures are logged and repeated:
    /// without Redis, the worker itself ends with an error.
    pub(super) async fn run(&self, worker: &WorkerContext, clock: &dyn Clock) {
        let [mut keep_alive, mut promote, mut purge] =
            [KEEP_ALIVE_BATCHES, PROMOTE_BATCHES, PURGE_BATCHES].map(|batches| intervals::every(batches, clock));
        loop {
            let (task, outcome) = tokio::select! {
                biased;
                _ = keep_alive.tick() => ("keep-alive", self.keep_alive(worker, clock.now()).await),
                _ = promote.tick() => {
                    ("promotion", self.promote_due(clock.now().plus_ms(PROMOTE_AHEAD_MS)).await.map(drop))
                }
                _ = purge.tick() => ("purge", self.purge_and_record_depth().await),
            };
            if let Err(error) = outcome {
                warn!(task, %error, "queue maintenance failed");
            }
        }
    }

    /// Moves every job that may be fetched by `now` to the active list. Returns their number.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may have moved.
    pub async fn promote_due(&self, now: Timestamp) -> Result<u64, QueueError> {
        let config = self.queue.config();
        let mut call = self.scripts.promote.key(config.scheduled_jobs_set());
        call.key(config.active_jobs_list()).arg(now.millis().div_euclid(1000)).arg(CHUNK);
        self.in_chunks(&call).await
    }

    /// Deletes every finished job. Returns their number.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may be deleted.
    pub async fn purge_done(&self) -> Result<u64, QueueError> {
        let config = self.queue.config();
        let mut purged = 0;
        for finished in [config.done_jobs_set(), config.dead_jobs_set()] {
            let mut call = self.scripts.purge.key(finished);
            call.key(config.job_data_hash()).key(config.job_meta_hash()).arg(CHUNK);
            purged += self.in_chunks(&call).await?;
        }
        Ok(purged)
    }

    /// Returns the jobs of the ended worker `name` to the active list, and deletes the worker. Returns their
    /// number.
    pub(in crate::queue) async fn release(&self, name: &str) -> Result<u64, QueueError> {
        let (config, worker) = (self.queue.config(), WorkerContext::new(name));
        let mut call = self.scripts.release.key(config.inflight_set_for(&worker));
        call.key(config.active_jobs_list()).key(config.job_data_hash());
        call.key(config.workers_set()).key(config.worker_metadata_key(&worker));
        call.arg(name).arg(CHUNK);
        self.in_chunks(&call).await
    }

    /// Repeats a script until it handles fewer than [`CHUNK`] ids. Redis serves others between two calls.
    async fn in_chunks(&self, call: &redis::ScriptInvocation<'_>) -> Result<u64, QueueError> {
        let connection = &mut self.queue.connection().clone();
        let mut total = 0;
        loop {
            let handled: usize = call.invoke_async(connection).await?;
            total += handled as u64;
            if handled < CHUNK {
                return Ok(total);
            }
        }
    }

    /// Renews the worker's heartbeat, unless other workers have removed the worker already.
    async fn keep_alive(&self, worker: &WorkerContext, now: Timestamp) -> Result<(), QueueError> {
        let config = self.queue.config();
        let mut commands = redis::pipe();
        commands.cmd("ZADD").arg(config.workers_set()).arg("XX").arg("GT");
        commands.arg(now.millis().div_euclid(1000)).arg(worker.name()).ignore();
        // apalis alone would keep the metadata of every worker forever.
        commands.cmd("EXPIRE").arg(config.worker_metadata_key(worker)).arg(WORKER_METADATA_TTL_SECONDS).ignore();
        Ok(commands.query_async(&mut self.queue.connection().clone()).await?)
    }

    async fn purge_and_record_depth(&self) -> Result<(), QueueError> {
        let purged = self.purge_done().await?;
        if purged > 0 {
            debug!(purged, "finished jobs purged");
        }
        let depth = self.queue.depth().await?;
        let states = [
            ("scheduled", depth.scheduled),
            ("active", depth.active),
            ("inflight", depth.inflight),
            ("done", depth.done),
        ];
        for (state, jobs) in states {
            #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
            gauge!(names::QUEUE_DEPTH, "state" => state).set(jobs as f64);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Maintenance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Maintenance").field("queue", &self.queue).finish_non_exhaustive()
    }
}
