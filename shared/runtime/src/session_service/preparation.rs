//! A deadline's step, computed before the deadline.
//!
//! What a deadline makes of a session follows from the state and the deadline alone (it is applied
//! *as of* its due time), so it need not wait for the moment. A worker that holds a wake-up
//! computes the step shortly before, arms the next wake-up, and at the exact millisecond has only
//! the commit left to send. If somebody acts in between, the commit finds another version, writes
//! nothing, and the step is taken the ordinary way.

use metrics::counter;
use wpp_game::{ids::SessionCode, session::Command};

use super::{Plan, SessionError, SessionService};
use crate::{
    queue::PhaseDeadline,
    store::{Armed, Stored},
    telemetry::names,
};

/// A step waiting for its deadline.
pub struct PreparedStep {
    code: SessionCode,
    stored: Stored,
    plan: Plan,
    armed: Option<Armed>,
}

/// PreparedStep commits under way at a time. Many are due in one instant; were all of them handed to the connection at
/// once, the first would leave when the last is written, and Redis and the phones would wait for that.
pub(super) const MAX_CONCURRENT_COMMITS: usize = 32;

/// What a wake-up will do.
pub enum Preparation {
    /// The step its deadline makes of the session.
    Ready(Box<PreparedStep>),
    /// Nothing: the phase it belonged to is over, or the session is gone.
    Stale,
    /// It came before the commit that armed it. Either that commit is still under way, or it
    /// never happened.
    NotYetCommitted,
}

impl SessionService {
    /// Computes what the deadline of `job` will make of its session.
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
        let plan = self.plan(&stored, &[Command::Wake].into(), as_of).await?;
        if !plan.changed {
            return Ok(Preparation::Stale);
        }
        let armed = self.arm(&job.session, &stored, &plan).await?;
        Ok(Preparation::Ready(Box::new(PreparedStep { code: job.session.clone(), stored, plan, armed })))
    }

    /// Commits a prepared step, at its deadline or later; or takes the step anew if the session
    /// has changed since.
    ///
    /// # Errors
    /// When the store or the queue fails.
    pub async fn complete(&self, prepared: PreparedStep) -> Result<(), SessionError> {
        let PreparedStep { code, stored, plan, armed } = prepared;
        let committed = {
            // Never closed, so never refused.
            let _turn = self.commit_slots.acquire().await;
            self.commit(&code, &stored, &plan, armed).await
        };
        match committed {
            Ok(true) => return Ok(()),
            Err(SessionError::Unknown) => {
                self.disarm(&code, armed).await;
                self.disarm_bots(&plan.called).await;
                return Ok(());
            }
            Ok(false) => counter!(names::CONFLICTS).increment(1),
            // The commit may have happened or not; taking the step again is right either way.
            Err(error) => tracing::debug!(%code, %error, "a prepared commit failed and is taken again"),
        }
        match self.step(&code, &[Command::Wake]).await {
            Ok(stepped) => {
                let obsolete = armed.filter(|armed| stepped.session.wake_at() != Some(armed.due_at));
                self.disarm(&code, obsolete).await;
                Ok(())
            }
            Err(SessionError::Unknown) => {
                self.disarm(&code, armed).await;
                self.disarm_bots(&plan.called).await;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
