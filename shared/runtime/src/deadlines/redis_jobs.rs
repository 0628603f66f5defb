//! The jobs in Redis, under the keys of apalis.

use std::sync::Arc;

use apalis_core::task::{builder::TaskBuilder, task_id::TaskId};
use apalis_redis::{Config, RedisTask, queries::push_tasks};
use futures_util::{FutureExt, future::BoxFuture};
use redis::Script;

use super::{
    error::QueueError,
    job_store::{JobStore, QueuedJob},
};
use crate::redis_connection::RedisConnection;

/// Removes a job that is still scheduled. Returns 1 if it was scheduled, else 0.
/// Keys: scheduled, data, the job's meta. Argument: its id.
const CANCEL: &str = r"
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('UNLINK', KEYS[3])
return 1
";

/// Adds and removes jobs in Redis.
pub(super) struct RedisJobs {
    connection: RedisConnection,
    config: Arc<Config>,
    cancel_script: Script,
}

impl RedisJobs {
    pub(super) fn new(connection: RedisConnection, config: Arc<Config>) -> Self {
        Self { connection, config, cancel_script: Script::new(CANCEL) }
    }

    /// Pushes jobs. apalis ignores ids that exist.
    async fn push(&self, jobs: Vec<QueuedJob>) -> Result<(), QueueError> {
        if !jobs.is_empty() {
            let tasks: Vec<RedisTask<Vec<u8>>> = jobs.into_iter().map(task).collect();
            push_tasks(&mut self.connection.clone(), &self.config, &tasks).await?;
        }
        Ok(())
    }

    async fn cancel(&self, id: &str) -> Result<bool, QueueError> {
        let mut call = self.cancel_script.key(self.config.scheduled_jobs_set());
        call.key(self.config.job_data_hash()).key(format!("{}:{id}", self.config.job_meta_hash())).arg(id);
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }
}

impl JobStore for RedisJobs {
    fn push(&self, jobs: Vec<QueuedJob>) -> BoxFuture<'_, Result<(), QueueError>> {
        self.push(jobs).boxed()
    }

    fn cancel(&self, id: String) -> BoxFuture<'_, Result<bool, QueueError>> {
        async move { self.cancel(&id).await }.boxed()
    }
}

/// Returns a job for apalis. apalis counts in seconds: it would promote a job with milliseconds in the year 58000, so only
/// the worker's promotion finds such a job, and it replaces a moment of 0 by the current second.
fn task(job: QueuedJob) -> RedisTask<Vec<u8>> {
    let QueuedJob { id, payload, fetch_from_ms } = job;
    TaskBuilder::new(payload).task_id(TaskId::from_string(id)).run_at_timestamp(fetch_from_ms).build()
}
