//! The queue's worker: runs apalis workers, one after the other, until the process stops.

use metrics::counter;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use wpp_runtime::{
    clock::SharedClock,
    deadlines::{
        DeadlineQueue, QueueError,
        schedule::{HEALTHY_AFTER_MS, REBUILD_PAUSES},
    },
    secure_rng::SecureRng,
    telemetry::names,
};

use super::{
    apalis_adapter::{MAX_CONCURRENCY, Maintenance, RunError, run_apalis},
    registry::JobRegistry,
    run::WorkerRun,
};

/// Handles the queue's jobs. Any number of workers, in any number of processes, share one queue.
pub struct DeadlineWorker {
    maintenance: Maintenance,
    registry: JobRegistry,
    clock: SharedClock,
    rng: SecureRng,
    concurrency: usize,
}

impl DeadlineWorker {
    /// Returns a worker that handles up to `concurrency` jobs at a time, waiting ones included. The value is
    /// clamped to 1 to [`MAX_CONCURRENCY`]. A job waits up to 0.3 s, so a worker keeps up with about
    /// `concurrency * 3` deadlines a second.
    #[must_use]
    pub fn new(
        queue: DeadlineQueue,
        registry: JobRegistry,
        clock: SharedClock,
        rng: SecureRng,
        concurrency: usize,
    ) -> Self {
        let concurrency = concurrency.clamp(1, MAX_CONCURRENCY);
        Self { maintenance: Maintenance::new(queue), registry, clock, rng, concurrency }
    }

    /// Returns how many jobs the worker handles at a time.
    #[must_use]
    pub fn concurrency(&self) -> usize {
        self.concurrency
    }

    /// Works until `shutdown`, through any failure of Redis. Then finishes due jobs, hands over waiting ones,
    /// and returns after about 5 s at most.
    pub async fn run(self, shutdown: CancellationToken) {
        // Names of ended apalis workers that may still hold jobs.
        let mut ended = Vec::new();
        let [first_pause, longest_pause] = REBUILD_PAUSES;
        let mut pause = first_pause;
        while !shutdown.is_cancelled() {
            let started = self.clock.now();
            let name = format!("deadlines-{}", self.rng.word(12));
            let outcome = self.run_once(&name, &mut ended, &shutdown).await;
            ended.push(name);
            let Err(error) = outcome else { break };
            if shutdown.is_cancelled() {
                warn!(%error, "worker did not stop cleanly");
                break;
            }
            if self.clock.now().ms_since(started) > HEALTHY_AFTER_MS {
                pause = first_pause;
            }
            counter!(names::WORKER_REBUILDS).increment(1);
            warn!(%error, pause_ms = pause.as_millis(), "worker failed and will be rebuilt");
            tokio::select! { () = sleep(pause) => {}, () = shutdown.cancelled() => {} }
            pause = (pause * 2).min(longest_pause);
        }
        if let Err(error) = self.release(&mut ended).await {
            warn!(%error, "jobs not released; other workers fetch them after the missed heartbeats");
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
        self.maintenance.purge_done().await?;

        let jobs = self.maintenance.queue().scheduler();
        let run = WorkerRun::new(jobs, self.clock.clone(), self.registry.clone(), shutdown);
        let ending = run.clone();
        info!(name, concurrency = self.concurrency, "worker started");
        let outcome = run_apalis(name, self.concurrency, run, &self.maintenance, shutdown).await;
        // Waiting handlers may end only after nothing can acknowledge their jobs.
        ending.end();
        outcome
    }

    /// Releases the jobs of this process's ended workers.
    async fn release(&self, ended: &mut Vec<String>) -> Result<(), QueueError> {
        while let Some(name) = ended.last() {
            let released = self.maintenance.release(name).await?;
            if released > 0 {
                info!(name, released, "jobs of an ended worker released");
            }
            ended.pop();
        }
        Ok(())
    }
}

impl std::fmt::Debug for DeadlineWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineWorker").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}
