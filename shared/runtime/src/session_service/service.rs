//! The service and its dependencies.

use std::sync::Arc;

use tokio::sync::Semaphore;
use wpp_game::{
    ids::{Epoch, SessionCode},
    registry::Registry,
    session::Session,
};

use super::{error::SessionError, executors::Executors, plan};
use crate::{
    broadcast::Broadcast,
    clock::SharedClock,
    deadlines::JobScheduler,
    secure_rng::SecureRng,
    store::{SessionStore, StoredSession},
};

/// Concurrent commits of prepared steps. Many steps are due in one instant. If all of them entered the
/// connection at once, the first would be sent only after the last is written.
const MAX_CONCURRENT_COMMITS: usize = 32;

/// Reads and changes sessions. Cheap to clone.
#[derive(Clone)]
pub struct SessionService {
    pub(super) deps: Arc<SessionServiceDeps>,
    pub(super) executors: Arc<Executors>,
    pub(super) commit_slots: Arc<Semaphore>,
}

/// Dependencies of a [`SessionService`].
pub struct SessionServiceDeps {
    /// The store of sessions.
    pub store: Arc<dyn SessionStore>,
    /// The queue of wake-ups.
    pub queue: JobScheduler,
    /// The available cartridges.
    pub registry: Registry,
    /// The source of the current time.
    pub clock: SharedClock,
    /// The source of epochs and jitter.
    pub rng: SecureRng,
}

impl SessionService {
    /// Returns a service with these dependencies. Starts no thread before the first step.
    #[must_use]
    pub fn new(deps: SessionServiceDeps) -> Self {
        Self::with_executors(deps, Executors::default())
    }

    /// Returns a service that calls cartridges on the caller's thread, without protection against calls that do not
    /// return. For the simulation, in which one thread determines the order of everything.
    #[must_use]
    pub fn inline(deps: SessionServiceDeps) -> Self {
        Self::with_executors(deps, Executors::inline())
    }

    fn with_executors(deps: SessionServiceDeps, executors: Executors) -> Self {
        Self {
            deps: Arc::new(deps),
            executors: Arc::new(executors),
            commit_slots: Arc::new(Semaphore::new(MAX_CONCURRENT_COMMITS)),
        }
    }

    /// Returns the available cartridges.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.deps.registry
    }

    /// Returns the source of the current time.
    #[must_use]
    pub fn clock(&self) -> &SharedClock {
        &self.deps.clock
    }

    /// Returns the store of sessions.
    #[must_use]
    pub fn store(&self) -> &dyn SessionStore {
        &*self.deps.store
    }

    /// Returns the queue of wake-ups.
    #[must_use]
    pub fn queue(&self) -> &JobScheduler {
        &self.deps.queue
    }

    /// Returns a random epoch.
    #[must_use]
    pub fn fresh_epoch(&self) -> Epoch {
        self.deps.rng.epoch()
    }

    /// Reads a session.
    ///
    /// # Errors
    /// [`SessionError::Unknown`] when the session does not exist, or when the store fails.
    pub async fn load(&self, code: &SessionCode) -> Result<Session, SessionError> {
        plan::read(&self.load_stored(code).await?)
    }

    /// Sends a message without a sequence number to the session's current subscribers in every process.
    /// Stores nothing and does not check that the session exists.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn broadcast(&self, code: &SessionCode, broadcast: &Broadcast) -> Result<(), SessionError> {
        let message = serde_json::to_string(broadcast).map_err(|error| SessionError::Corrupt(error.into()))?;
        Ok(self.deps.store.publish(code, &message).await?)
    }

    pub(super) async fn load_stored(&self, code: &SessionCode) -> Result<StoredSession, SessionError> {
        self.deps.store.load(code).await?.ok_or(SessionError::Unknown)
    }
}
