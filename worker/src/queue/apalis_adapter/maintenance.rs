//! The commands that keep the queue's keys in order. All work is done in chunks, so that no script blocks Redis.

use apalis_core::worker::context::WorkerContext;
use tracing::warn;
use wpp_game::time::Timestamp;
use wpp_runtime::{
    clock::Clock,
    deadlines::{
        DeadlineQueue, QueueError,
        schedule::{KEEP_ALIVE_BATCHES, WORKER_TIMEOUT_MS},
    },
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

    /// Keeps `worker` alive and releases the jobs of silent workers, without end. Failures are logged and repeated: without
    /// Redis, the fetcher ends with an error.
    pub(super) async fn run(&self, worker: &WorkerContext, clock: &dyn Clock) {
        let mut keep_alive = intervals::every(KEEP_ALIVE_BATCHES, clock);
        loop {
            keep_alive.tick().await;
            if let Err(error) = self.keep_alive(worker, clock.now()).await {
                warn!(%error, "keep-alive of a worker failed");
            }
        }
    }

    /// Adds `worker` to the queue's workers. apalis fetches for these only.
    pub(super) async fn register(&self, worker: &WorkerContext, now: Timestamp) -> Result<(), QueueError> {
        let mut command = redis::cmd("ZADD");
        command.arg(self.queue.config().workers_set()).arg(seconds(now)).arg(worker.name());
        Ok(command.exec_async(&mut self.queue.connection().clone()).await?)
    }

    /// Moves every job that may be fetched by `now` to the active list. Returns their number.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may have moved.
    pub async fn promote_due(&self, now: Timestamp) -> Result<u64, QueueError> {
        let config = self.queue.config();
        let mut call = self.scripts.promote.key(config.scheduled_jobs_set());
        call.key(config.active_jobs_list()).arg(now.millis()).arg(CHUNK);
        self.in_chunks(&call).await
    }

    /// Deletes jobs that `worker` has finished.
    pub(super) async fn acknowledge(&self, worker: &WorkerContext, ids: &[String]) -> Result<(), QueueError> {
        let config = self.queue.config();
        for chunk in ids.chunks(CHUNK) {
            let mut call = self.scripts.acknowledge.key(config.inflight_set_for(worker));
            call.key(config.job_data_hash()).key(config.job_meta_hash()).arg(chunk);
            call.invoke_async::<()>(&mut self.queue.connection().clone()).await?;
        }
        Ok(())
    }

    /// Deletes every job that a worker of an earlier release has finished. Returns their number.
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

    /// Renews the worker's entry, unless other workers have removed it, and releases the jobs of silent workers.
    async fn keep_alive(&self, worker: &WorkerContext, now: Timestamp) -> Result<(), QueueError> {
        let (workers, connection) = (self.queue.config().workers_set(), &mut self.queue.connection().clone());
        let mut commands = redis::pipe();
        commands.cmd("ZADD").arg(&workers).arg("XX").arg("GT").arg(seconds(now)).arg(worker.name()).ignore();
        commands.cmd("ZRANGEBYSCORE").arg(&workers).arg("-inf").arg(seconds(now.minus_ms(WORKER_TIMEOUT_MS)));
        let (silent,): (Vec<String>,) = commands.query_async(connection).await?;
        for name in silent {
            let released = self.release(&name).await?;
            warn!(name, released, "jobs of a silent worker released");
        }
        Ok(())
    }
}

/// Returns `moment` in seconds since 1970, the unit of apalis's workers.
fn seconds(moment: Timestamp) -> String {
    format!("{}.{:03}", moment.millis().div_euclid(1000), moment.millis().rem_euclid(1000))
}

impl std::fmt::Debug for Maintenance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Maintenance").field("queue", &self.queue).finish_non_exhaustive()
    }
}
