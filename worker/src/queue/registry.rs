//! The handlers of a worker, by the payload they accept.

use std::sync::Arc;

use futures_util::{FutureExt, future::BoxFuture};
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::deadlines::Job;

use super::{
    deadline::Deadline,
    handler::{HandlerError, JobHandler},
};

/// The handlers of a worker. Cheap to clone.
#[derive(Clone, Default)]
pub struct JobRegistry {
    handlers: Vec<Arc<dyn ErasedHandler>>,
}

/// A job with the handler that accepts it.
pub(super) trait BoundJob: Send + Sync {
    /// Returns the session that the job is about.
    fn session(&self) -> &SessionCode;

    /// Returns the due time.
    fn due_at(&self) -> Timestamp;

    /// Calls the handler.
    fn call(&self, deadline: Deadline) -> BoxFuture<'_, Result<(), HandlerError>>;
}

impl JobRegistry {
    /// Returns a registry without handlers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the handler of one kind of job.
    #[must_use]
    pub fn with(mut self, handler: impl JobHandler) -> Self {
        self.handlers.push(Arc::new(Erased(Arc::new(handler))));
        self
    }

    /// Reads a payload with the first handler whose type has its fields. `None` when no handler accepts it.
    pub(super) fn bind(&self, payload: &[u8]) -> Option<Box<dyn BoundJob>> {
        self.handlers.iter().find_map(|handler| handler.bind(payload))
    }
}

/// A handler without its payload type.
trait ErasedHandler: Send + Sync {
    fn bind(&self, payload: &[u8]) -> Option<Box<dyn BoundJob>>;
}

struct Erased<H>(Arc<H>);

struct Bound<H: JobHandler> {
    handler: Arc<H>,
    job: H::Job,
}

impl<H: JobHandler> ErasedHandler for Erased<H> {
    fn bind(&self, payload: &[u8]) -> Option<Box<dyn BoundJob>> {
        let job = serde_json::from_slice(payload).ok()?;
        Some(Box::new(Bound { handler: self.0.clone(), job }))
    }
}

impl<H: JobHandler> BoundJob for Bound<H> {
    fn session(&self) -> &SessionCode {
        self.job.session()
    }

    fn due_at(&self) -> Timestamp {
        self.job.due_at()
    }

    fn call(&self, deadline: Deadline) -> BoxFuture<'_, Result<(), HandlerError>> {
        self.handler.handle(self.job.clone(), deadline).boxed()
    }
}

impl std::fmt::Debug for JobRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JobRegistry").field("handlers", &self.handlers.len()).finish()
    }
}
