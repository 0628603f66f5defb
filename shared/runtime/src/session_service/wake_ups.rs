//! Scheduling and cancelling a session's jobs in the queue.

use wpp_game::{ids::SessionCode, session::Session, time::Timestamp};

use super::{error::SessionError, plan::Plan, service::SessionService};
use crate::{
    deadlines::{BotMove, PhaseDeadline},
    store::{ArmedWakeUp, StoredSession},
};

impl SessionService {
    /// Pushes a nudge for a session whose phase should have ended at `due_at`. Several processes may use the same
    /// `attempt`; their nudges are one job.
    ///
    /// # Errors
    /// When the queue fails.
    pub async fn nudge(&self, session: &Session, due_at: Timestamp, attempt: u32) -> Result<(), SessionError> {
        let job = PhaseDeadline { session: session.code().clone(), version: session.version(), due_at };
        Ok(self.deps.queue.nudge(&job, attempt).await?)
    }

    /// Schedules the jobs of the planned state, unless they are in the queue. Returns the phase's wake-up.
    pub(super) async fn arm(
        &self,
        code: &SessionCode,
        stored: &StoredSession,
        plan: &Plan,
    ) -> Result<Option<ArmedWakeUp>, SessionError> {
        self.deps.queue.schedule_all(&plan.new_bot_moves).await?;
        let Some(due_at) = plan.session.wake_at() else { return Ok(None) };
        if let Some(armed) = stored.armed
            && armed.due_at == due_at
        {
            return Ok(Some(armed));
        }
        let armed = ArmedWakeUp { version: plan.session.version(), due_at };
        self.deps.queue.schedule(&job(code, armed)).await?;
        Ok(Some(armed))
    }

    /// Cancels a superseded wake-up and returns the number of removed jobs. A failure is logged only: the job is
    /// a no-op when it runs.
    pub(super) async fn disarm(&self, code: &SessionCode, superseded: Option<ArmedWakeUp>) -> u64 {
        let Some(old) = superseded.filter(|old| old.due_at > self.deps.clock.now()) else { return 0 };
        match self.deps.queue.cancel(&job(code, old)).await {
            Ok(removed) => u64::from(removed),
            Err(error) => {
                tracing::debug!(%code, %error, "superseded wake-up not cancelled");
                0
            }
        }
    }

    /// Cancels obsolete moves of bots and returns the number of removed jobs. A failure is logged only: the jobs
    /// are no-ops when they run.
    pub(super) async fn disarm_bots(&self, jobs: &[BotMove]) -> u64 {
        match self.deps.queue.cancel_all(jobs).await {
            Ok(cancelled) => cancelled,
            Err(error) => {
                tracing::debug!(%error, "obsolete moves of bots not cancelled");
                0
            }
        }
    }
}

fn job(code: &SessionCode, armed: ArmedWakeUp) -> PhaseDeadline {
    PhaseDeadline { session: code.clone(), version: armed.version, due_at: armed.due_at }
}
