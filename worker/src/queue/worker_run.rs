//! One job, from fetch to acknowledgement.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use metrics::counter;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};
use wpp_game::{driver::DEADLINE_GRANULARITY_MS, time::Timestamp};

use super::{Deadline, DeadlineHandler, DeadlineQueue, HandlerError, beats, deadline_timer::DeadlineTimer, job::Job};
use crate::{clock::SharedClock, telemetry::names};

/// How often a handler is called for one job. With the pauses below this takes some 7 s: longer
/// than Redis needs to restart. A longer outage ends the worker, and its jobs come back.
const TRIES: u32 = 13;
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The time from a worker's building to its end, and what its jobs need.
#[derive(Clone)]
pub(super) struct WorkerRun<H> {
    pub(super) queue: DeadlineQueue,
    pub(super) clock: SharedClock,
    pub(super) alarm: DeadlineTimer,
    pub(super) handler: H,
    /// The process stops: jobs whose time has not come are handed over.
    pub(super) shutdown: CancellationToken,
    /// This shift ends, by the shutdown (whose child it is) or because the worker failed. In the
    /// latter case waiting handlers let go of their jobs, which are given back together.
    pub(super) ended: CancellationToken,
}

/// How a job ended; the value of the label `outcome`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    HandedOver,
    LetGo,
    Failed,
}

impl<H: DeadlineHandler> WorkerRun<H> {
    /// Handles a job. Returns when it may be acknowledged, whatever became of it.
    pub(super) async fn work(&self, id: &str, job: Job) {
        let outcome = match self.attempt(&job).await {
            Ok(()) => {
                self.rest(job.due_at()).await;
                Outcome::Done
            }
            Err(HandlerError::Stopping(_)) => self.pass_on(id, &job).await,
            Err(error) => {
                error!(session = %job.session(), id, %error, "a job is dropped");
                Outcome::Failed
            }
        };
        counter!(names::QUEUE_JOBS, "outcome" => outcome.label()).increment(1);
    }

    /// Lets the moment pass in which the job was due, and perhaps hundreds of others. Its end would only be heard on
    /// the next beat, and making it known takes time that the others' phones would wait for.
    async fn rest(&self, due_at: Timestamp) {
        let now = self.clock.now();
        if now < due_at || now.ms_since(due_at) >= DEADLINE_GRANULARITY_MS {
            return;
        }
        let left = beats::eve_after(due_at).ms_since(now);
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(left)) => {}
            () = self.ended.cancelled() => {}
        }
    }

    async fn attempt(&self, job: &Job) -> Result<(), HandlerError> {
        let mut pause = FIRST_PAUSE;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.call(job.clone()).await {
                Err(HandlerError::Retry(cause)) if tries < TRIES => {
                    warn!(session = %job.session(), tries, error = %cause, "a job waits");
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        () = self.ended.cancelled() => return Err(HandlerError::Stopping(super::Stopping)),
                    }
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                ended => return ended,
            }
        }
    }

    async fn call(&self, job: Job) -> Result<(), HandlerError> {
        let deadline = Deadline::new(job.due_at(), self.alarm.clone(), self.ended.clone());
        let handled = async {
            match job {
                Job::Phase(job) => self.handler.handle(job, deadline).await,
                Job::Bot(job) => self.handler.move_bot(job, deadline).await,
            }
        };
        match AssertUnwindSafe(handled).catch_unwind().await {
            Ok(ended) => ended,
            Err(panic) => {
                let said = panic.downcast_ref::<&str>().copied().map(str::to_owned);
                let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
                Err(HandlerError::fail(format!("the handler panicked: {said}")))
            }
        }
    }

    async fn pass_on(&self, id: &str, job: &Job) -> Outcome {
        if !self.shutdown.is_cancelled() {
            return Outcome::LetGo;
        }
        if let Err(error) = self.queue.hand_over(id, job).await {
            warn!(session = %job.session(), %error, "a job cannot be handed over; it is given back when the worker ends");
            // To return would be to acknowledge it.
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
