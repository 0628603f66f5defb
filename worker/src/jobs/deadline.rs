//! A phase's deadline has come.

use metrics::counter;
use wpp_game::{session::Command, time::Timestamp};
use wpp_runtime::{
    queue::{BATCH_INTERVAL_MS, BATCH_OFFSET_MS, Deadline, HandlerError, PhaseDeadline, wait_until},
    session_service::{Preparation, SessionError, SessionService},
    telemetry::names,
};

use super::{Ahead, failed};

/// How long before its deadline a step is computed at least: what loading, computing and arming
/// take on a busy machine.
const PREPARE_LEAST_MS: i64 = 40;

/// Steps are computed on the queue's beats, so that those of several sessions share their trips to
/// Redis …
const PREPARE_SLOT_MS: i64 = BATCH_INTERVAL_MS;

/// … and sessions that are due in the same instant are spread over so many of them. A step is
/// computed 40 to 360 ms before its deadline: late enough that few act in between and make it void.
const PREPARE_SLOTS: i64 = 2;

/// Ends phases. Cheap to clone.
#[derive(Clone)]
pub struct Deadlines {
    sessions: SessionService,
}

impl Deadlines {
    /// Ends phases of the sessions.
    #[must_use]
    pub fn new(sessions: SessionService) -> Self {
        Self { sessions }
    }

    /// Takes the step now, whoever else may have taken it already.
    async fn step(&self, job: &PhaseDeadline) -> Result<(), HandlerError> {
        match self.sessions.step(&job.session, &[Command::Wake]).await {
            Ok(stepped) if stepped.session.version() < job.version => Err(HandlerError::retry(Ahead)),
            Ok(_) | Err(SessionError::Unknown) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Computes the step a little before the deadline, and commits it on the exact millisecond.
    /// Sessions that are due in the same instant are prepared one after the other, so that at the
    /// instant itself there is little left to do.
    pub(super) async fn end(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        let clock = self.sessions.clock().clone();
        if clock.now() >= job.due_at {
            return self.step(&job).await;
        }
        tokio::select! {
            () = wait_until(prepare_at(&job), &*clock) => {}
            stopping = deadline.wait() => stopping?,
        }
        match self.sessions.prepare(&job).await.map_err(failed)? {
            Preparation::Ready(prepared) => {
                deadline.wait().await?;
                self.sessions.complete(*prepared).await.map_err(failed)
            }
            Preparation::NotYetCommitted => {
                deadline.wait().await?;
                self.step(&job).await
            }
            Preparation::Stale => {
                counter!(names::STALE_WAKEUPS).increment(1);
                Ok(())
            }
        }
    }
}

/// When to compute this job's step.
fn prepare_at(job: &PhaseDeadline) -> Timestamp {
    let mixed = job.session.as_str().bytes().fold(0, |sum, byte| (sum * 31 + i64::from(byte)) % 1009);
    let at_most = job.due_at.millis() - PREPARE_LEAST_MS - mixed % PREPARE_SLOTS * PREPARE_SLOT_MS;
    Timestamp::from_millis(at_most - (at_most - BATCH_OFFSET_MS).rem_euclid(PREPARE_SLOT_MS))
}
