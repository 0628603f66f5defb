//! Pushing, nudging and cancelling jobs. A process needs no worker for any of it.

use std::sync::Arc;

use wpp_game::time::Timestamp;

use super::{
    error::QueueError,
    job::{Job, PhaseDeadline, handed_over},
    job_store::{JobStore, QueuedJob},
    push_batcher::PushBatcher,
    schedule::LEAD_MS,
};

/// Schedules jobs. Cheap to clone.
#[derive(Clone)]
pub struct JobScheduler {
    jobs: Arc<dyn JobStore>,
    batcher: Arc<PushBatcher>,
}

impl JobScheduler {
    /// Returns a scheduler of jobs in `jobs`.
    #[must_use]
    pub fn new(jobs: Arc<dyn JobStore>) -> Self {
        Self { jobs, batcher: Arc::default() }
    }

    /// Schedules a wake-up. Pushing the same job again, from any process, has no effect until the job has run.
    /// Concurrent calls share one script call.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be scheduled.
    pub async fn schedule(&self, job: &impl Job) -> Result<(), QueueError> {
        let (pushed, is_first) = self.batcher.join(queued(job)?);
        if is_first {
            // A separate task, because the caller may be cancelled while others wait for the same push.
            tokio::spawn(self.clone().push_pending());
        }
        match pushed.await {
            Ok(()) => Ok(()),
            // The shared push failed. A push of this job alone returns its own error.
            Err(_) => self.jobs.push(vec![queued(job)?]).await,
        }
    }

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

    /// Pushes a nudge for an overdue phase, ready to be fetched. All nudges with the same `attempt` are one
    /// job: derive it from how long the phase is overdue, so that all processes use the same number.
    ///
    /// # Errors
    /// [`QueueError`]; the nudge may be in the queue.
    pub async fn nudge(&self, job: &PhaseDeadline, attempt: u32) -> Result<(), QueueError> {
        let payload = serde_json::to_vec(job)?;
        self.jobs.push(vec![QueuedJob { id: job.nudge_id(attempt), payload, fetch_from_ms: 0 }]).await
    }

    /// Schedules several jobs in one script call.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may be scheduled.
    pub async fn schedule_all(&self, jobs: &[impl Job]) -> Result<(), QueueError> {
        let jobs: Vec<QueuedJob> = jobs.iter().map(queued).collect::<Result<_, _>>()?;
        if jobs.is_empty() { Ok(()) } else { self.jobs.push(jobs).await }
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
        self.jobs.cancel(job.task_id()).await
    }

    /// Gives the job `id` to the next worker that fetches.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be handed over.
    pub async fn hand_over(&self, id: &str, payload: &[u8]) -> Result<(), QueueError> {
        self.jobs.push(vec![QueuedJob { id: handed_over(id), payload: payload.to_vec(), fetch_from_ms: 0 }]).await
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
