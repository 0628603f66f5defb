//! Pushing, nudging and cancelling jobs. A process needs no worker for any of it.

use std::sync::Arc;

use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{
    error::QueueError,
    job::{Job, PhaseDeadline, handed_over},
    job_store::{JobStore, QueuedJob},
    push_batcher::PushBatcher,
    schedule::LEAD_MS,
    shards::shard_of,
};
use crate::redis_connection::slot_of;

/// Schedules jobs. All jobs of a session are in the same queue. Cheap to clone.
#[derive(Clone)]
pub struct JobScheduler {
    /// At least one.
    shards: Arc<[Shard]>,
}

/// A queue and the jobs that wait for the next push into it.
#[derive(Clone)]
struct Shard {
    jobs: Arc<dyn JobStore>,
    batcher: Arc<PushBatcher>,
}

impl JobScheduler {
    /// Returns a scheduler of jobs in `jobs`.
    #[must_use]
    pub fn new(jobs: Arc<dyn JobStore>) -> Self {
        Self::sharded(std::iter::once(jobs))
    }

    /// Returns a scheduler of jobs in several queues.
    pub(super) fn sharded(queues: impl Iterator<Item = Arc<dyn JobStore>>) -> Self {
        Self { shards: queues.map(|jobs| Shard { jobs, batcher: Arc::default() }).collect() }
    }

    /// Returns the queue of a session.
    fn shard(&self, session: &SessionCode) -> &Shard {
        &self.shards[shard_of(slot_of(session.as_str().as_bytes()), self.shards.len())]
    }

    /// Schedules a wake-up. Pushing the same job again, from any process, has no effect until the job has run.
    /// Concurrent calls share one script call.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be scheduled.
    pub async fn schedule(&self, job: &impl Job) -> Result<(), QueueError> {
        let shard = self.shard(job.session());
        let (pushed, is_first) = shard.batcher.join(queued(job)?);
        if is_first {
            // A separate task, because the caller may be cancelled while others wait for the same push.
            tokio::spawn(shard.clone().push_pending());
        }
        match pushed.await {
            Ok(()) => Ok(()),
            // The shared push failed. A push of this job alone returns its own error.
            Err(_) => shard.jobs.push(vec![queued(job)?]).await,
        }
    }

    /// Pushes a nudge for an overdue phase, ready to be fetched. All nudges with the same `attempt` are one
    /// job: derive it from how long the phase is overdue, so that all processes use the same number.
    ///
    /// # Errors
    /// [`QueueError`]; the nudge may be in the queue.
    pub async fn nudge(&self, job: &PhaseDeadline, attempt: u32) -> Result<(), QueueError> {
        let payload = serde_json::to_vec(job)?;
        let nudge = QueuedJob { id: job.nudge_id(attempt), payload, fetch_from_ms: 0 };
        self.shard(job.session()).jobs.push(vec![nudge]).await
    }

    /// Schedules several jobs of one session in one script call.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may be scheduled.
    pub async fn schedule_all(&self, jobs: &[impl Job]) -> Result<(), QueueError> {
        let Some(first) = jobs.first() else { return Ok(()) };
        let queued = jobs.iter().map(queued).collect::<Result<_, _>>()?;
        self.shard(first.session()).jobs.push(queued).await
    }

    /// Removes the jobs that are still scheduled. Returns their number.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may be removed.
    pub async fn cancel_all(&self, jobs: &[impl Job]) -> Result<u64, QueueError> {
        let mut cancelled = 0;
        for job in jobs {
            cancelled += u64::from(self.cancel(job).await?);
        }
        Ok(cancelled)
    }

    /// Removes a superseded job. Returns whether it was still scheduled; if not, it is
    /// harmless.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be removed.
    pub async fn cancel(&self, job: &impl Job) -> Result<bool, QueueError> {
        self.shard(job.session()).jobs.cancel(job.task_id()).await
    }

    /// Gives the job `id` of a session to the next worker that fetches.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be handed over.
    pub async fn hand_over(&self, session: &SessionCode, id: &str, payload: &[u8]) -> Result<(), QueueError> {
        let job = QueuedJob { id: handed_over(id), payload: payload.to_vec(), fetch_from_ms: 0 };
        self.shard(session).jobs.push(vec![job]).await
    }
}

impl Shard {
    /// Pushes everything that is scheduled by tasks that are ready now.
    async fn push_pending(self) {
        tokio::task::yield_now().await;
        for chunk in self.batcher.take() {
            let (jobs, waiting): (Vec<_>, Vec<_>) =
                chunk.into_iter().map(|pending| (pending.job, pending.pushed)).unzip();
            if self.jobs.push(jobs).await.is_ok() {
                for pushed in waiting {
                    // Fails only when the caller was cancelled.
                    let _ = pushed.send(());
                }
            }
        }
    }
}

fn queued(job: &impl Job) -> Result<QueuedJob, QueueError> {
    Ok(QueuedJob { id: job.task_id(), payload: serde_json::to_vec(job)?, fetch_from_ms: fetch_from_ms(job.due_at()) })
}

/// Returns the moment from which a job due at `due_at` may be fetched, in milliseconds since 1970.
fn fetch_from_ms(due_at: Timestamp) -> u64 {
    u64::try_from(due_at.minus_ms(LEAD_MS).millis()).unwrap_or(0)
}

impl std::fmt::Debug for JobScheduler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JobScheduler").finish_non_exhaustive()
    }
}
