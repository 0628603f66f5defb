//! Pushing, nudging, cancelling and counting jobs. A process needs no worker for any of it.

use std::sync::Arc;

use apalis_core::{
    task::{builder::TaskBuilder, task_id::TaskId},
    worker::context::WorkerContext,
};
pub use apalis_redis::Config;
use apalis_redis::{RedisTask, queries::push_tasks};
use redis::{RedisError, Script};
use wpp_game::time::Timestamp;

use super::{
    job::{Job, PhaseDeadline, handed_over},
    push_batcher::PushBatcher,
    schedule::LEAD_MS,
};
use crate::redis_connection::RedisConnection;

/// The queue's name, and the prefix of its keys. The hash tag is a key that other programs with apalis write for their
/// queues. All keys of a script share one slot of a Redis Cluster.
pub const QUEUE_NAME: &str = "{core:apalis:queues:list}:wpp-deadlines";

/// Jobs that a worker fetches at a time. Handling the answer takes 1 to 2 ms, in which no deadline is met.
pub const FETCH_BATCH: usize = 128;

/// Removes a job that is still scheduled. Returns 1 if it was scheduled, else 0.
/// Keys: scheduled, data, the job's meta. Argument: its id.
const CANCEL: &str = r"
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('UNLINK', KEYS[3])
return 1
";

/// Schedules and counts jobs. Cheap to clone.
#[derive(Clone)]
pub struct DeadlineQueue {
    connection: RedisConnection,
    config: Arc<Config>,
    cancel_script: Arc<Script>,
    batcher: Arc<PushBatcher>,
}

/// Numbers of jobs by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Jobs that may not be fetched yet.
    pub scheduled: u64,
    /// Jobs ready to be fetched.
    pub active: u64,
    /// Jobs fetched and not finished.
    pub inflight: u64,
    /// Jobs that a worker of an earlier release finished; the next worker that starts deletes them.
    pub done: u64,
}

impl Depth {
    /// Returns the number of all jobs in Redis.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.scheduled + self.active + self.inflight + self.done
    }
}

/// A failed operation of the queue. The operation may have happened; repeating it is harmless.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// Redis failed.
    #[error("the queue's Redis failed: {0}")]
    Redis(#[from] RedisError),
    /// apalis failed for another reason.
    #[error("apalis failed: {0}")]
    Apalis(#[source] apalis_redis::Error),
    /// The payload could not be serialized.
    #[error("a job's payload could not be serialized: {0}")]
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
    /// Returns the queue [`QUEUE_NAME`] on the Redis of `connection`. The connection needs a response timeout
    /// of about 5 s, so that a stall of Redis is not treated as a failure.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self::named(connection, QUEUE_NAME)
    }

    /// Returns a queue with another name. Only names with the hash tag of [`QUEUE_NAME`] work on a Redis
    /// Cluster.
    #[must_use]
    pub fn named(connection: RedisConnection, name: &str) -> Self {
        Self {
            connection,
            config: Arc::new(config(name)),
            cancel_script: Arc::new(Script::new(CANCEL)),
            batcher: Arc::default(),
        }
    }

    /// Returns the queue's connection, for the consumer.
    #[must_use]
    pub fn connection(&self) -> &RedisConnection {
        &self.connection
    }

    /// Returns apalis's settings and key names, for the consumer.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Schedules a wake-up. Pushing the same job again, from any process, has no effect until the job has run. Concurrent calls share one script call.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be scheduled.
    pub async fn schedule(&self, job: &impl Job) -> Result<(), QueueError> {
        let task = task_of(job)?;
        let (pushed, is_first) = self.batcher.join(task);
        if is_first {
            // A separate task, because the caller may be cancelled while others wait for the same push.
            tokio::spawn(self.clone().push_pending());
        }
        match pushed.await {
            Ok(()) => Ok(()),
            // The shared push failed. A push of this job alone returns its own error.
            Err(_) => self.push(vec![task_of(job)?]).await,
        }
    }

    /// Pushes everything that is scheduled by tasks that are ready now.
    async fn push_pending(self) {
        tokio::task::yield_now().await;
        for chunk in self.batcher.take() {
            let (tasks, waiting): (Vec<_>, Vec<_>) =
                chunk.into_iter().map(|pending| (pending.task, pending.pushed)).unzip();
            if self.push(tasks).await.is_ok() {
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
        self.push(vec![task(job.nudge_id(attempt), serde_json::to_vec(job)?, 0)]).await
    }

    /// Schedules several jobs in one script call.
    ///
    /// # Errors
    /// [`QueueError`]; some jobs may be scheduled.
    pub async fn schedule_all(&self, jobs: &[impl Job]) -> Result<(), QueueError> {
        self.push(jobs.iter().map(task_of).collect::<Result<_, _>>()?).await
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
        let id = job.task_id();
        let mut call = self.cancel_script.key(self.config.scheduled_jobs_set());
        call.key(self.config.job_data_hash()).key(format!("{}:{id}", self.config.job_meta_hash())).arg(id);
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    /// Gives the job `id` to the next worker that fetches.
    ///
    /// # Errors
    /// [`QueueError`]; the job may be handed over.
    pub async fn hand_over(&self, id: &str, payload: &[u8]) -> Result<(), QueueError> {
        self.push(vec![task(handed_over(id), payload.to_vec(), 0)]).await
    }

    /// Counts the jobs. A job that moves during the call may be counted twice or not at all.
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

    /// Pushes jobs. apalis ignores ids that exist.
    async fn push(&self, tasks: Vec<RedisTask<Vec<u8>>>) -> Result<(), QueueError> {
        if !tasks.is_empty() {
            push_tasks(&mut self.connection.clone(), &self.config, &tasks).await?;
        }
        Ok(())
    }
}

/// Returns apalis's settings for the queue `name`.
fn config(name: &str) -> Config {
    Config::default()
        .queue(name)
        .batch_size(FETCH_BATCH)
        // Nothing subscribes to apalis's events.
        .emit_events(false)
}

fn task_of(job: &impl Job) -> Result<RedisTask<Vec<u8>>, QueueError> {
    Ok(task(job.task_id(), serde_json::to_vec(job)?, fetch_from(job.due_at())))
}

/// Returns the moment from which a job due at `due_at` may be fetched, in milliseconds since 1970.
///
/// apalis counts in seconds and would promote such a job in the year 58000. Only the worker's promotion finds it.
fn fetch_from(due_at: Timestamp) -> u64 {
    u64::try_from(due_at.minus_ms(LEAD_MS).millis()).unwrap_or(0)
}

/// Returns a job for apalis. A past `fetch_from` means at once; apalis replaces 0 by the current second.
fn task(id: String, payload: Vec<u8>, fetch_from: u64) -> RedisTask<Vec<u8>> {
    TaskBuilder::new(payload).task_id(TaskId::from_string(id)).run_at_timestamp(fetch_from).build()
}

impl std::fmt::Debug for DeadlineQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineQueue").field("config", &self.config).finish_non_exhaustive()
    }
}
