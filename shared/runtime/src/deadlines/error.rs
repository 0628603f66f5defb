//! Errors of the queue.

use redis::RedisError;

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
