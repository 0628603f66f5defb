//! The queue in Redis: its scheduler, its settings and the number of its jobs.

use std::{ops::Deref, sync::Arc};

use apalis_core::worker::context::WorkerContext;
pub use apalis_redis::Config;
use wpp_game::time::Timestamp;

use super::{error::QueueError, job_store::JobStore, redis_jobs::RedisJobs, scheduler::JobScheduler};
use crate::redis_connection::RedisConnection;

/// The name of a queue that is the only one, and the prefix of its keys. The hash tag is a key that other programs with
/// apalis write for their queues. All keys of a script share one slot of a cluster.
pub const QUEUE_NAME: &str = "{core:apalis:queues:list}:wpp-deadlines";

/// Jobs that a worker fetches at a time. Handling the answer takes 1 to 2 ms, in which no deadline is met.
pub const FETCH_BATCH: usize = 128;

/// Schedules and counts jobs: a [`JobScheduler`] on Redis. Cheap to clone.
#[derive(Clone)]
pub struct DeadlineQueue {
    connection: RedisConnection,
    config: Arc<Config>,
    jobs: Arc<dyn JobStore>,
    scheduler: JobScheduler,
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

impl DeadlineQueue {
    /// Returns the queue [`QUEUE_NAME`] on the Redis of `connection`. The connection needs a response timeout
    /// of about 5 s, so that a stall of Redis is not treated as a failure.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self::named(connection, QUEUE_NAME)
    }

    /// Returns a queue with another name. Only names with a hash tag work on a cluster.
    #[must_use]
    pub fn named(connection: RedisConnection, name: &str) -> Self {
        let config = Arc::new(config(name));
        let jobs: Arc<dyn JobStore> = Arc::new(RedisJobs::new(connection.clone(), config.clone()));
        Self { connection, config, scheduler: JobScheduler::new(jobs.clone()), jobs }
    }

    /// Returns the storage of this queue's jobs.
    pub(super) fn jobs(&self) -> Arc<dyn JobStore> {
        self.jobs.clone()
    }

    /// Returns the part that schedules and cancels jobs.
    #[must_use]
    pub fn scheduler(&self) -> JobScheduler {
        self.scheduler.clone()
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

    /// Counts the scheduled jobs that may be fetched at `now` and are not yet in the state `active`.
    ///
    /// # Errors
    /// [`QueueError`] when Redis does not answer.
    pub async fn due(&self, now: Timestamp) -> Result<u64, QueueError> {
        let mut command = redis::cmd("ZCOUNT");
        command.arg(self.config.scheduled_jobs_set()).arg("-inf").arg(now.millis());
        Ok(command.query_async(&mut self.connection.clone()).await?)
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

impl Deref for DeadlineQueue {
    type Target = JobScheduler;

    fn deref(&self) -> &JobScheduler {
        &self.scheduler
    }
}

impl std::fmt::Debug for DeadlineQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadlineQueue").field("config", &self.config).finish_non_exhaustive()
    }
}
