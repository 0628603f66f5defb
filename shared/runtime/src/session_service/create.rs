//! Creation of a session.

use wpp_game::session::{NewSession, Session};

use super::{
    error::{RequestError, SessionError},
    executors::cartridge_failed,
    plan,
    service::SessionService,
};

impl SessionService {
    /// Creates and stores a session. Returns `None` when its code is taken.
    ///
    /// # Errors
    /// [`RequestError::Rejected`] when the configuration is invalid; [`RequestError::Failed`] when the cartridge
    /// or the store fails.
    pub async fn create(&self, new: NewSession<'_>) -> Result<Option<Session>, RequestError> {
        let now = self.deps.clock.now();
        let NewSession { code, epoch, seed, owner, cartridge, config, pack_ids, vip, content } = new;
        let (registry, kind, config) =
            (self.deps.registry.clone(), cartridge.to_owned(), config.map(ToOwned::to_owned));
        let work = move || {
            let (cartridge, config) = (kind.as_str(), config.as_deref());
            let new = NewSession { code, epoch, seed, owner, cartridge, config, pack_ids, vip, content };
            Session::create(&registry, new, now)
        };
        let created = self.executors.views.run(cartridge, work).await;
        let session = created.map_err(|error| cartridge_failed(cartridge, &error))??;
        let state = plan::write(&session)?;
        let stored = self.deps.store.create(session.code(), &state, plan::lifetime(&session, now)).await;
        Ok(stored.map_err(SessionError::from)?.then_some(session))
    }
}
