//! Ends a session's phase at its deadline.

use metrics::counter;
use wpp_game::{session::Command, time::Timestamp};
use wpp_runtime::{
    deadlines::PhaseDeadline,
    session_service::{Preparation, SessionError, SessionService},
    telemetry::names,
};

use super::error::{NotYetCommitted, handler_error};
use crate::queue::{
    Deadline, HandlerError, JobHandler,
    schedule::{BATCH_INTERVAL_MS, BATCH_OFFSET_MS, PREPARE_AT_LEAST_MS, PREPARE_SLOTS},
    wait_until,
};

/// Ends phases.
pub struct PhaseDeadlines {
    sessions: SessionService,
}

impl PhaseDeadlines {
    /// Returns the handler for the phases of `sessions`.
    #[must_use]
    pub fn new(sessions: SessionService) -> Self {
        Self { sessions }
    }

    /// Steps the session now. Does nothing when another process has done it already.
    async fn step(&self, job: &PhaseDeadline) -> Result<(), HandlerError> {
        match self.sessions.step(&job.session, &[Command::Wake]).await {
            Ok(outcome) if outcome.session.version() < job.version => Err(HandlerError::retry(NotYetCommitted)),
            Ok(_) | Err(SessionError::Unknown) => Ok(()),
            Err(error) => Err(handler_error(error)),
        }
    }
}

impl JobHandler for PhaseDeadlines {
    type Job = PhaseDeadline;

    /// Computes the step shortly before the deadline and commits it at the exact millisecond.
    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        let clock = self.sessions.clock().clone();
        if clock.now() >= job.due_at {
            return self.step(&job).await;
        }
        tokio::select! {
            biased;
            () = wait_until(prepare_at(&job), &*clock) => {}
            stopping = deadline.wait() => stopping?,
        }
        match self.sessions.prepare(&job).await.map_err(handler_error)? {
            Preparation::Ready(prepared) => {
                deadline.wait().await?;
                self.sessions.complete(*prepared).await.map_err(handler_error)
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

/// Returns when to compute the job's step: on a batch, 40 to 360 ms before the deadline. Sessions in one batch
/// share their calls to Redis. Sessions with the same deadline are spread over [`PREPARE_SLOTS`] batches by a
/// hash of their code. A later preparation is less likely to be invalidated by a player's action.
fn prepare_at(job: &PhaseDeadline) -> Timestamp {
    let hash = job.session.as_str().bytes().fold(0, |sum, byte| (sum * 31 + i64::from(byte)) % 1009);
    let latest = job.due_at.millis() - PREPARE_AT_LEAST_MS - hash % PREPARE_SLOTS * BATCH_INTERVAL_MS;
    Timestamp::from_millis(latest - (latest - BATCH_OFFSET_MS).rem_euclid(BATCH_INTERVAL_MS))
}
