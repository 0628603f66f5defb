//! One job, from fetch to acknowledgement.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use metrics::counter;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};
use wpp_runtime::{
    clock::{self, SharedClock},
    deadlines::{
        JobScheduler,
        schedule::{HANDLER_PAUSES, HANDLER_TRIES},
    },
    telemetry::names,
};

use super::{
    deadline::{Deadline, Stopping},
    deadline_timer::DeadlineTimer,
    handler::HandlerError,
    registry::{BoundJob, JobRegistry},
};

/// The run of one apalis worker, from its construction to its end, with everything its jobs use.
#[derive(Clone)]
pub struct WorkerRun {
    pub(super) jobs: JobScheduler,
    pub(super) clock: SharedClock,
    pub(super) timer: DeadlineTimer,
    pub(super) registry: JobRegistry,
    /// Cancelled when the process stops. Waiting jobs are handed over then.
    pub(super) shutdown: CancellationToken,
    /// Cancelled when this run ends, by `shutdown` (its parent) or by a failure of the worker. After a
    /// failure, waiting handlers end without a hand-over and their jobs are released together.
    pub(super) ended: CancellationToken,
}

/// The end of a job; the value of the metric label `outcome`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    HandedOver,
    LetGo,
    Failed,
}

impl WorkerRun {
    /// Returns a run for the jobs of `jobs`. Starts its timer.
    #[must_use]
    pub fn new(jobs: JobScheduler, clock: SharedClock, registry: JobRegistry, shutdown: &CancellationToken) -> Self {
        let (timer, ended) = (DeadlineTimer::start(clock.clone()), shutdown.child_token());
        Self { jobs, clock, timer, registry, shutdown: shutdown.clone(), ended }
    }

    /// Ends the run: handlers that wait for their deadline return, and nothing acknowledges their jobs.
    pub fn end(&self) {
        self.ended.cancel();
    }

    /// Handles a job. Returns when the job may be acknowledged, also after a failure.
    pub async fn handle(&self, id: &str, payload: &[u8]) {
        let outcome = match self.registry.bind(payload) {
            Some(job) => self.handle_bound(id, payload, &*job).await,
            None => {
                error!(id, "job dropped: no handler accepts its payload");
                Outcome::Failed
            }
        };
        counter!(names::QUEUE_JOBS, "outcome" => outcome.label()).increment(1);
    }

    async fn handle_bound(&self, id: &str, payload: &[u8], job: &dyn BoundJob) -> Outcome {
        match self.call_with_retries(job).await {
            Ok(()) => Outcome::Done,
            Err(HandlerError::Stopping(_)) => self.hand_over(id, payload, job).await,
            Err(error) => {
                error!(session = %job.session(), id, %error, "job dropped");
                Outcome::Failed
            }
        }
    }

    async fn call_with_retries(&self, job: &dyn BoundJob) -> Result<(), HandlerError> {
        let [mut pause, longest] = HANDLER_PAUSES;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.call(job).await {
                Err(HandlerError::Retry(cause)) if tries < HANDLER_TRIES => {
                    warn!(session = %job.session(), tries, error = %cause, "job will be retried");
                    tokio::select! {
                        biased;
                        () = clock::sleep(&*self.clock, pause) => {}
                        () = self.ended.cancelled() => return Err(HandlerError::Stopping(Stopping)),
                    }
                    pause = (pause * 2).min(longest);
                }
                result => return result,
            }
        }
    }

    async fn call(&self, job: &dyn BoundJob) -> Result<(), HandlerError> {
        let deadline = Deadline::new(job.due_at(), self.timer.clone(), self.ended.clone());
        match AssertUnwindSafe(job.call(deadline)).catch_unwind().await {
            Ok(result) => result,
            Err(panic) => {
                let message = panic.downcast_ref::<&str>().copied().map(str::to_owned);
                let message = message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
                Err(HandlerError::fail(format!("the handler panicked: {message}")))
            }
        }
    }

    async fn hand_over(&self, id: &str, payload: &[u8], job: &dyn BoundJob) -> Outcome {
        if !self.shutdown.is_cancelled() {
            return Outcome::LetGo;
        }
        if let Err(error) = self.jobs.hand_over(job.session(), id, payload).await {
            warn!(session = %job.session(), %error, "job not handed over; it is released when the worker ends");
            // A return would acknowledge the job.
            std::future::pending::<()>().await;
        }
        Outcome::HandedOver
    }
}

impl Outcome {
    fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::HandedOver => "handed_over",
            Self::LetGo => "let_go",
            Self::Failed => "failed",
        }
    }
}
