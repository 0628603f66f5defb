//! Ends a session's phase at its deadline.

use metrics::counter;
use tokio::sync::Semaphore;
use wpp_game::session::Command;
use wpp_runtime::{
    deadlines::PhaseDeadline,
    session_service::{Preparation, SessionError, SessionService},
    telemetry::names,
};

use super::error::{NotYetCommitted, handler_error};
use crate::queue::{Deadline, HandlerError, JobHandler};

/// Steps that are computed before their deadlines at a time. A fetch brings more of them, and other deadlines that pass
/// meanwhile would wait for all. `docs/decisions/0201` records the gain.
const MAX_CONCURRENT_PREPARATIONS: usize = 16;

/// Ends phases.
pub struct PhaseDeadlines {
    sessions: SessionService,
    preparation_slots: Semaphore,
}

impl PhaseDeadlines {
    /// Returns the handler for the phases of `sessions`.
    #[must_use]
    pub fn new(sessions: SessionService) -> Self {
        Self { sessions, preparation_slots: Semaphore::new(MAX_CONCURRENT_PREPARATIONS) }
    }

    /// Computes the step, after other steps if many are computed now. A step that is due waits for none.
    async fn prepare(&self, job: &PhaseDeadline, deadline: &Deadline) -> Result<Preparation, HandlerError> {
        let _slot = match self.preparation_slots.try_acquire() {
            Ok(slot) => Some(slot),
            Err(_) => {
                counter!(names::LIMIT_REACHED, "limit" => "preparation_slots").increment(1);
                tokio::select! {
                    slot = self.preparation_slots.acquire() => slot.ok(),
                    due = deadline.wait() => { due?; None }
                }
            }
        };
        self.sessions.prepare(job).await.map_err(handler_error)
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
        match self.prepare(&job, &deadline).await? {
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
