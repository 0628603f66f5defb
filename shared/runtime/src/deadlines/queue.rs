//! Pushing, nudging, cancelling and counting jobs. Needs no worker in the process.

use std::sync::Arc;

use apalis_core::{
    task::{builder::TaskBuilder, task_id::TaskId},
    worker::context::WorkerContext,
};
use apalis_redis::{Config, RedisTask, queries::push_tasks};
use redis::{RedisError, aio::ConnectionManager};
use wpp_game::time::Timestamp;

use super::{
    BotMove, LEAD_MS, PhaseDeadline, QUEUE_NAME,
    job::{Job, handed_over},
    push_batcher::PushBatcher,
    scripts::Scripts,
    settings,
};

/// The queue, seen by whoever puts something into it. Cheap to clone.
#[derive(Clone)]
pub struct DeadlineQueue {
    pub(super) connection: ConnectionManager,
    pub(super) config: Arc<Config>,
    pub(super) scripts: Arc<Scripts>,
    gathering: Arc<PushBatcher>,
}

/// How many jobs are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Not yet to be fetched.
    pub scheduled: u64,
    /// Ready to be fetched.
    pub active: u64,
    /// Fetched and not finished.
    pub inflight: u64,
    /// Finished and not yet purged.
    pub done: u64,
}

impl Depth {
    /// All jobs Redis knows of.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.scheduled + self.active + self.inflight + self.done
    }
}

/// The queue did not do what was asked, or its answer was lost: it may have happened. Repeating is
/// harmless.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// Redis failed.
    #[error("the queue's Redis: {0}")]
    Redis(#[from] RedisError),
    /// apalis failed for another reason.
    #[error("the queue: {0}")]
    Apalis(#[source] apalis_redis::Error),
    /// The payload could not be written.
    #[error("a job's payload: {0}")]
    Payload(#[from] serde_json::Error),
}

impl From<apalis_redis::Error> for QueueError {
    fn from(error: apalis_redis::Error) -> Self {
        match error {
            apalis_redis::Error::Database(cause) => Self::Redis(cause),
            other => Self::Apalis(other),
        }
    }
}

impl DeadlineQueue {
    /// The queue [`QUEUE_NAME`] on the Redis of `connection`, which should be patient (5 s):
    /// a stalled Redis must not look like a dead one.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self::named(connection, QUEUE_NAME)
    }

    /// A queue of another name. Names that do not begin like [`QUEUE_NAME`] do not work on a Redis
    /// Cluster.
    #[must_use]
    pub fn named(connection: ConnectionManager, queue: &str) -> Self {
        Self {
            connection,
            config: Arc::new(settings::config(queue)),
            scripts: Scripts::new(),
            gathering: Arc::default(),
        }
    }

    /// Schedules a wake-up. The same job pushed again, by any process, is still one job, until it
    /// has run and been purged (about a second). What is scheduled in the same moment goes in one trip.
    ///
    /// # Errors
    /// [`QueueError`]; it may have happened.
    pub async fn schedule(&self, job: &PhaseDeadline) -> Result<(), QueueError> {
        let task = || task(job.task_id(), &Job::Phase(job.clone()), fetch_at(job.due_at));
        let (pushed, is_first) = self.gathering.join(task()?);
        if is_first {
            // Apart, for whoever was first may be given up while the others wait.
            tokio::spawn(self.clone().push_gathered());
        }
        match pushed.await {
            Ok(()) => Ok(()),
            // Together it failed; each finds out for itself how.
            Err(_) => self.push(vec![task()?]).await,
        }
    }

    /// Pushes what is scheduled by all that are ready to run now.
    async fn push_gathered(self) {
        tokio::task::yield_now().await;
        for portion in self.gathering.take() {
            let (tasks, waiting): (Vec<_>, Vec<_>) =
                portion.into_iter().map(|waiting| (waiting.task, waiting.pushed)).unzip();
            if self.push(tasks).await.is_ok() {
                // Whoever does not wait any more need not know.
                for pushed in waiting {
                    let _ = pushed.send(());
                }
            }
        }
    }

    /// Pushes a fresh wake-up for an overdue phase, to be fetched at once. All nudges of the same
    /// `attempt` are one job: count attempts by how long the phase is overdue, so that processes
    /// that wait for it agree on the number.
    ///
    /// # Errors
    /// [`QueueError`]; it may have happened.
    pub async fn nudge(&self, job: &PhaseDeadline, attempt: u32) -> Result<(), QueueError> {
        self.push(vec![task(job.nudge_id(attempt), &Job::Phase(job.clone()), 0)?]).await
    }

    /// Schedules the moves of bots, in one trip.
    ///
    /// # Errors
    /// [`QueueError`]; it may have happened, in part.
    pub async fn schedule_bots(&self, jobs: &[BotMove]) -> Result<(), QueueError> {
        let tasks = jobs.iter().map(|job| task(job.task_id(), &Job::Bot(job.clone()), fetch_at(job.due_at)));
        self.push(tasks.collect::<Result<_, _>>()?).await
    }

    /// Forgets moves of bots that are still scheduled. Returns how many were.
    ///
    /// # Errors
    /// [`QueueError`]; some may be forgotten.
    pub async fn cancel_bots(&self, jobs: &[BotMove]) -> Result<u64, QueueError> {
        let mut cancelled = 0;
        for job in jobs {
            cancelled += u64::from(self.forget(&job.task_id()).await?);
        }
        Ok(cancelled)
    }

    /// Forgets a job that is superseded, if it is still scheduled. Returns whether it was; if not,
    /// it is harmless.
    ///
    /// # Errors
    /// [`QueueError`]; it may have happened.
    pub async fn cancel(&self, job: &PhaseDeadline) -> Result<bool, QueueError> {
        self.forget(&job.task_id()).await
    }

    async fn forget(&self, id: &str) -> Result<bool, QueueError> {
        let mut call = self.scripts.cancel.key(self.config.scheduled_jobs_set());
        call.key(self.config.job_data_hash()).key(format!("{}:{id}", self.config.job_meta_hash())).arg(id);
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    /// Counts the jobs. A job that moves meanwhile may be counted twice or not at all.
    ///
    /// # Errors
    /// [`QueueError`] when Redis does not answer.
    pub async fn depth(&self) -> Result<Depth, QueueError> {
        let connection = &mut self.connection.clone();
        let workers: Vec<String> =
            redis::cmd("ZRANGE").arg(self.config.workers_set()).arg(0).arg(-1).query_async(connection).await?;
        let mut counts = redis::pipe();
        counts.cmd("ZCARD").arg(self.config.scheduled_jobs_set());
        counts.cmd("LLEN").arg(self.config.active_jobs_list());
        counts.cmd("SCARD").arg(self.config.done_jobs_set());
        counts.cmd("SCARD").arg(self.config.dead_jobs_set());
        for worker in &workers {
            counts.cmd("SCARD").arg(self.config.inflight_set_for(&WorkerContext::new(worker)));
        }
        let counts: Vec<u64> = counts.query_async(connection).await?;
        let count = |at: usize| counts.get(at).copied().unwrap_or(0);
        Ok(Depth {
            scheduled: count(0),
            active: count(1),
            done: count(2) + count(3),
            inflight: counts.iter().skip(4).sum(),
        })
    }

    /// Gives the job `id` to whichever worker fetches next.
    pub(super) async fn hand_over(&self, id: &str, job: &Job) -> Result<(), QueueError> {
        self.push(vec![task(handed_over(id), job, 0)?]).await
    }

    /// Pushes what is not there already.
    async fn push(&self, tasks: Vec<RedisTask<Vec<u8>>>) -> Result<(), QueueError> {
        if !tasks.is_empty() {
            push_tasks(&mut self.connection.clone(), &self.config, &tasks).await?;
        }
        Ok(())
    }
}

/// The second from which a job that is due then may be fetched.
fn fetch_at(due_at: Timestamp) -> u64 {
    u64::try_from(due_at.millis().saturating_sub(LEAD_MS).div_euclid(1000)).unwrap_or(0)
}

/// A job as apalis takes it; a second in the past means now.
fn task(id: String, job: &Job, fetch_at: u64) -> Result<RedisTask<Vec<u8>>, QueueError> {
    let payload = serde_json::to_vec(job)?;
    Ok(TaskBuilder::new(payload).task_id(TaskId::from_string(id)).run_at_timestamp(fetch_at).build())
}

impl std::fmt::Debug for DeadlineQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineQueue").field("config", &self.config).finish_non_exhaustive()
    }
}
