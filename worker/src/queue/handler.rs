//! The behaviour of one kind of job.

use std::error::Error;

use wpp_runtime::deadlines::Job;

use super::deadline::{Deadline, Stopping};

/// Handles jobs of one kind. One value serves all jobs of a worker concurrently.
pub trait JobHandler: Send + Sync + 'static {
    /// The payload of the jobs.
    type Job: Job;

    /// Handles a job. Called up to 0.3 s *before* the due time, or at any time after it. A handler prepares
    /// (it may find the job stale and return), then awaits `deadline.wait().await?`, then acts.
    ///
    /// A job may be handled twice, even concurrently. The handler prevents a second effect by the fence in
    /// the job and a conditional commit. A panic is caught and counts as [`HandlerError::Fail`].
    fn handle(&self, job: Self::Job, deadline: Deadline) -> impl Future<Output = Result<(), HandlerError>> + Send;
}

/// An unsuccessful end of a handler.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// The worker stops before the due time. Another worker gets the job at once.
    #[error(transparent)]
    Stopping(#[from] Stopping),
    /// A temporary failure: Redis does not answer, or the session has not reached the job's version. The
    /// handler is called again after a pause, a bounded number of times.
    #[error("temporary failure: {0}")]
    Retry(#[source] Box<dyn Error + Send + Sync>),
    /// A permanent failure. The error is logged and the job is dropped.
    #[error("permanent failure: {0}")]
    Fail(#[source] Box<dyn Error + Send + Sync>),
}

impl HandlerError {
    /// Returns a [`HandlerError::Retry`] caused by `cause`.
    pub fn retry(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(cause.into())
    }

    /// Returns a [`HandlerError::Fail`] caused by `cause`.
    pub fn fail(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fail(cause.into())
    }
}
