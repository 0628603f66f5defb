//! The storage of queued jobs, as producers use it.

use futures_util::future::BoxFuture;

use super::error::QueueError;

/// Stores jobs until a worker fetches them. Redis in play, and a model of Redis in the simulation.
pub trait JobStore: Send + Sync + 'static {
    /// Adds jobs. An id that exists is ignored, in whatever state its job is.
    fn push(&self, jobs: Vec<QueuedJob>) -> BoxFuture<'_, Result<(), QueueError>>;

    /// Removes a job that may not be fetched yet. Returns whether it was there.
    fn cancel(&self, id: String) -> BoxFuture<'_, Result<bool, QueueError>>;
}

/// A job to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedJob {
    /// The job's id.
    pub id: String,
    /// The payload as JSON.
    pub payload: Vec<u8>,
    /// The moment from which the job may be fetched, in milliseconds since 1970. A past one means at once.
    pub fetch_from_ms: u64,
}
