//! Ends a session's phase at its deadline.

use metrics::counter;
use wpp_game::session::Command;
use wpp_runtime::{
    deadlines::PhaseDeadline,
    session_service::{Preparation, SessionError, SessionService},
    telemetry::names,
};

use super::error::{NotYetCommitted, handler_error};
use crate::queue::{Deadline, HandlerError, JobHandler};

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

    /// Computes the step now, shortly before the deadline, and commits it at the exact millisecond. Sessions whose jobs
    /// were fetched together share their calls to Redis.
    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
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
