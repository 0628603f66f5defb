//! A deadline's step, computed before the deadline.
//!
//! A deadline's effect depends only on the state and the deadline, because the step is applied *as of* the due
//! time. A worker computes the step shortly before, schedules the next wake-up, and only sends the commit at the
//! exact millisecond. When another command changes the session in between, the commit fails by its version and
//! the step is repeated normally. `docs/decisions/0003` records the gain.

use metrics::counter;
use tokio::sync::SemaphorePermit;
use wpp_game::{ids::SessionCode, session::Command};

use super::{error::SessionError, plan::Plan, service::SessionService};
use crate::{
    deadlines::PhaseDeadline,
    store::{ArmedWakeUp, StoredSession},
    telemetry::names,
};

/// A step that waits for its deadline.
pub struct PreparedStep {
    code: SessionCode,
    stored: StoredSession,
    plan: Plan,
    armed: Option<ArmedWakeUp>,
}

/// The effect of a wake-up.
pub enum Preparation {
    /// The deadline's step, to complete at the deadline.
    Ready(Box<PreparedStep>),
    /// No effect: the phase or the session has ended.
    Stale,
    /// The commit that scheduled the wake-up is not stored. The commit is under way, or it never happened.
    NotYetCommitted,
}

impl SessionService {
    /// Computes the step of a deadline.
    ///
    /// # Errors
    /// When the store or the queue fails.
    pub async fn prepare(&self, job: &PhaseDeadline) -> Result<Preparation, SessionError> {
        let Some(stored) = self.deps.store.load(&job.session).await? else { return Ok(Preparation::Stale) };
        if stored.version < job.version {
            return Ok(Preparation::NotYetCommitted);
        }
        if stored.armed.is_none_or(|armed| armed.due_at > job.due_at) {
            return Ok(Preparation::Stale);
        }
        let as_of = job.due_at.max(self.deps.clock.now());
        let plan = self.plan(&stored, &[Command::Wake].into(), None, as_of).await?;
        if !plan.changed {
            return Ok(Preparation::Stale);
        }
        let armed = self.arm(&job.session, &stored, &plan).await?;
        Ok(Preparation::Ready(Box::new(PreparedStep { code: job.session.clone(), stored, plan, armed })))
    }

    /// Commits a prepared step. Call it at the deadline or later. Repeats the step if the session has changed
    /// since its preparation.
    ///
    /// # Errors
    /// When the store or the queue fails.
    pub async fn complete(&self, prepared: PreparedStep) -> Result<(), SessionError> {
        let PreparedStep { code, stored, plan, armed } = prepared;
        let committed = {
            let _slot = self.commit_slot().await;
            self.commit(&code, &stored, &plan, armed).await
        };
        match committed {
            Ok(true) => return Ok(()),
            Err(SessionError::Unknown) => {
                self.cancel_prepared(&code, &plan, armed).await;
                return Ok(());
            }
            Ok(false) => counter!(names::CONFLICTS).increment(1),
            // The commit may have happened. A repeated step is correct in both cases.
            Err(error) => tracing::debug!(%code, %error, "prepared commit failed; step repeated"),
        }
        match self.step(&code, &[Command::Wake]).await {
            Ok(outcome) => {
                let obsolete = armed.filter(|armed| outcome.session.wake_at() != Some(armed.due_at));
                self.disarm(&code, obsolete).await;
                Ok(())
            }
            Err(SessionError::Unknown) => {
                self.cancel_prepared(&code, &plan, armed).await;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    async fn commit_slot(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(slot) = self.commit_slots.try_acquire() {
            return Some(slot);
        }
        counter!(names::LIMIT_REACHED, "limit" => "commit_slots").increment(1);
        // The semaphore is never closed, so the permit is always granted.
        self.commit_slots.acquire().await.ok()
    }

    /// Cancels the jobs scheduled for a session that has ended.
    async fn cancel_prepared(&self, code: &SessionCode, plan: &Plan, armed: Option<ArmedWakeUp>) {
        self.disarm(code, armed).await;
        self.disarm_bots(&plan.new_bot_moves).await;
    }
}
