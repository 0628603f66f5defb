//! What has to be done beside the jobs: moving due ones, purging finished ones, giving signs of
//! life. Everything in chunks, so that no script holds Redis up.

use apalis_core::worker::context::WorkerContext;
use metrics::gauge;
use tracing::{debug, warn};
use wpp_game::time::Timestamp;

use super::{
    DeadlineQueue, QueueError, beats,
    settings::{CHUNK, LIVE_BEATS, PROMOTE_AHEAD_MS, PROMOTE_BEATS, PURGE_BEATS},
};
use crate::{clock::Clock, telemetry::names};

/// How long apalis's note about a worker outlives its last sign of life; apalis itself would keep
/// one for each run of a worker, for ever.
const METADATA_TTL_SECONDS: u64 = 60;

impl DeadlineQueue {
    /// Moves every job that may be fetched by `now` to the active list. Returns how many.
    ///
    /// # Errors
    /// [`QueueError`]; some may have moved.
    pub async fn promote_due(&self, now: Timestamp) -> Result<u64, QueueError> {
        let mut call = self.scripts.promote.key(self.config.scheduled_jobs_set());
        call.key(self.config.active_jobs_list()).arg(now.millis().div_euclid(1000)).arg(CHUNK);
        self.in_chunks(&call).await
    }

    /// Forgets every finished job. Returns how many.
    ///
    /// # Errors
    /// [`QueueError`]; some may be gone.
    pub async fn purge_done(&self) -> Result<u64, QueueError> {
        let mut purged = 0;
        for finished in [self.config.done_jobs_set(), self.config.dead_jobs_set()] {
            let mut call = self.scripts.purge.key(finished);
            call.key(self.config.job_data_hash()).key(self.config.job_meta_hash()).arg(CHUNK);
            purged += self.in_chunks(&call).await?;
        }
        Ok(purged)
    }

    /// Gives back what the worker `name`, which must have ended, still holds, and signs it off.
    pub(super) async fn release(&self, name: &str) -> Result<u64, QueueError> {
        let worker = WorkerContext::new(name);
        let mut call = self.scripts.release.key(self.config.inflight_set_for(&worker));
        call.key(self.config.active_jobs_list()).key(self.config.job_data_hash());
        call.key(self.config.workers_set()).key(self.config.worker_metadata_key(&worker));
        call.arg(name).arg(CHUNK);
        self.in_chunks(&call).await
    }

    /// Repeats a script that takes at most [`CHUNK`] ids at a time until it has taken all; between
    /// two chunks Redis serves others.
    async fn in_chunks(&self, call: &redis::ScriptInvocation<'_>) -> Result<u64, QueueError> {
        let connection = &mut self.connection.clone();
        let mut total = 0;
        loop {
            let taken: usize = call.invoke_async(connection).await?;
            total += taken as u64;
            if taken < CHUNK {
                return Ok(total);
            }
        }
    }

    /// Says that the worker is alive, unless it has been given up already.
    async fn keep_alive(&self, worker: &WorkerContext, now: Timestamp) -> Result<(), QueueError> {
        let mut commands = redis::pipe();
        commands.cmd("ZADD").arg(self.config.workers_set()).arg("XX").arg("GT");
        commands.arg(now.millis().div_euclid(1000)).arg(worker.name()).ignore();
        commands.cmd("EXPIRE").arg(self.config.worker_metadata_key(worker)).arg(METADATA_TTL_SECONDS).ignore();
        Ok(commands.query_async(&mut self.connection.clone()).await?)
    }

    async fn purge_and_measure(&self) -> Result<(), QueueError> {
        let purged = self.purge_done().await?;
        if purged > 0 {
            debug!(purged, "finished jobs are purged");
        }
        let depth = self.depth().await?;
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

/// Looks after `queue` for as long as `worker` runs. A failure is logged and the next round tries
/// again: if Redis is gone, the worker itself ends by that.
pub(super) async fn look_after(queue: &DeadlineQueue, worker: &WorkerContext, clock: &dyn Clock) {
    let [mut promote, mut live, mut purge] =
        [PROMOTE_BEATS, LIVE_BEATS, PURGE_BEATS].map(|count| beats::every(count, clock));
    loop {
        let (task, outcome) = tokio::select! {
            biased;
            _ = live.tick() => ("sign of life", queue.keep_alive(worker, clock.now()).await),
            _ = promote.tick() => {
                ("promotion", queue.promote_due(clock.now().plus_ms(PROMOTE_AHEAD_MS)).await.map(drop))
            }
            _ = purge.tick() => ("purge", queue.purge_and_measure().await),
        };
        if let Err(error) = outcome {
            warn!(task, %error, "the queue's upkeep failed");
        }
    }
}
