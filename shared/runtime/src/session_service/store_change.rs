//! Sessions on a store that may have lost their latest steps.

use wpp_game::{
    ids::{Epoch, SessionCode},
    session::{Command, Session},
};

use super::{error::SessionError, plan::Plan, service::SessionService};

impl SessionService {
    /// Loads a session and records a change of its store, so that [`Session::is_certain`] accounts for it.
    ///
    /// # Errors
    /// [`SessionError::Unknown`] when the session does not exist, or when the store or the queue fails.
    pub async fn load_certain(&self, code: &SessionCode) -> Result<Session, SessionError> {
        let store_id = self.deps.store.id(code).await?;
        if self.load_stored(code).await?.store_id != store_id {
            self.adopt(code, &store_id).await?;
        }
        self.load(code).await
    }

    /// Replaces the epoch `lost`, in which clients may have received events that the store lost. Returns the session,
    /// unchanged if another process has replaced the epoch already.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub async fn renumber(&self, code: &SessionCode, lost: &Epoch) -> Result<Session, SessionError> {
        let renumber = Command::Renumber { lost: lost.clone(), epoch: self.fresh_epoch() };
        Ok(self.step(code, &[renumber]).await?.session)
    }

    /// Continues a session on the store `store_id`. Does nothing if another commit is first: that commit's process or
    /// the next step repeats the call.
    pub(super) async fn adopt(&self, code: &SessionCode, store_id: &str) -> Result<(), SessionError> {
        let stored = self.load_stored(code).await?;
        if stored.store_id == store_id {
            return Ok(());
        }
        let plan = Plan::on_store_change(&stored, self.deps.clock.now())?;
        let armed = self.arm(code, &stored, &plan).await?;
        let outcome = self.write(code, &stored, &plan, armed, Some(store_id)).await?;
        tracing::warn!(%code, ?outcome, "session continues on another Redis, or on a restarted one");
        Ok(())
    }
}
