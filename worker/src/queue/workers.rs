//! The workers of all queues in one process.

use futures_util::future::join_all;
use tokio_util::sync::CancellationToken;
use wpp_runtime::{clock::SharedClock, deadlines::QueueShards, secure_rng::SecureRng};

use super::{depth, registry::JobRegistry, worker::DeadlineWorker};

/// Handles the jobs of all queues of an installation. Each queue has a separate worker, so that a server that fails delays
/// its own jobs only. Every process works on every queue, and leases the jobs that it fetches: a process that dies needs no
/// successor, and the others take over its jobs.
pub struct DeadlineWorkers {
    shards: QueueShards,
    workers: Vec<DeadlineWorker>,
    clock: SharedClock,
}

impl DeadlineWorkers {
    /// Returns workers that handle up to `concurrency` jobs at a time, all together.
    #[must_use]
    pub fn new(
        shards: QueueShards,
        registry: &JobRegistry,
        clock: SharedClock,
        rng: &SecureRng,
        concurrency: usize,
    ) -> Self {
        let queues = shards.queues();
        let share = concurrency.div_ceil(queues.len().max(1));
        let worker = |queue| DeadlineWorker::new(queue, registry.clone(), clock.clone(), rng.clone(), share);
        Self { workers: queues.iter().cloned().map(worker).collect(), shards, clock }
    }

    /// Returns how many jobs the workers handle at a time.
    #[must_use]
    pub fn concurrency(&self) -> usize {
        self.workers.iter().map(DeadlineWorker::concurrency).sum()
    }

    /// Works until `shutdown`, as [`DeadlineWorker::run`].
    pub async fn run(self, shutdown: CancellationToken) {
        let Self { shards, workers, clock } = self;
        let working = join_all(workers.into_iter().map(|worker| worker.run(shutdown.clone())));
        tokio::select! {
            _ = working => {}
            () = depth::record(shards.queues().to_vec(), &*clock) => {}
        }
    }
}

impl std::fmt::Debug for DeadlineWorkers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineWorkers").field("workers", &self.workers).finish_non_exhaustive()
    }
}
