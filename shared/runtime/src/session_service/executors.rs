//! The executors of a service: one per purpose, so that a stalled call delays only calls of its kind.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use wpp_game::{engine::EngineError, ids::SessionCode, session::Session, time::Timestamp};

use super::{
    error::SessionError,
    executor::{ExecutorError, STALL_TIMEOUT, STEP_TIMEOUT, StepExecutor},
};

/// Maximum number of remembered session states whose view timed out.
const MAX_FAILED_VIEWS: usize = 64;

/// The executors of a service.
pub(super) struct Executors {
    /// Steps.
    pub(super) steps: StepExecutor,
    /// Snapshots, bots' choices and the creation of sessions.
    pub(super) views: StepExecutor,
    /// Ephemeral messages.
    pub(super) ephemeral: StepExecutor,
    /// The latest session states whose view timed out.
    failed_views: Mutex<VecDeque<StateId>>,
}

/// The identity of a session's state: code, creation time and version.
type StateId = (SessionCode, Timestamp, u64);

impl Default for Executors {
    fn default() -> Self {
        Self::of(|| StepExecutor::new(STEP_TIMEOUT, STALL_TIMEOUT))
    }
}

impl Executors {
    /// Returns executors without threads.
    pub(super) fn inline() -> Self {
        Self::of(StepExecutor::inline)
    }

    fn of(executor: impl Fn() -> StepExecutor) -> Self {
        Self { steps: executor(), views: executor(), ephemeral: executor(), failed_views: Mutex::default() }
    }

    /// Runs `work` on a session's state. A state whose view has timed out fails at once: otherwise every
    /// reconnecting client would occupy another thread.
    pub(super) async fn view<T: Send + 'static>(
        &self,
        session: &Session,
        work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, SessionError> {
        let (kind, state) = (session.cartridge(), state_id(session));
        if self.failed_views().contains(&state) {
            return Err(cartridge_failed(kind, &ExecutorError::TimedOut));
        }
        match self.views.run(kind, work).await {
            Ok(result) => result.map_err(|error| cartridge_failed(kind, &error)),
            Err(error) => {
                if error == ExecutorError::TimedOut {
                    let mut failed = self.failed_views();
                    failed.push_back(state);
                    let excess = failed.len().saturating_sub(MAX_FAILED_VIEWS);
                    drop(failed.drain(..excess));
                }
                Err(cartridge_failed(kind, &error))
            }
        }
    }

    fn failed_views(&self) -> MutexGuard<'_, VecDeque<StateId>> {
        self.failed_views.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn state_id(session: &Session) -> StateId {
    (session.code().clone(), session.created_at(), session.version())
}

/// Returns the error for a failed call of `cartridge`.
pub(super) fn cartridge_failed(cartridge: &str, cause: &dyn std::fmt::Display) -> SessionError {
    SessionError::CartridgeFailed { cartridge: cartridge.to_owned(), cause: cause.to_string() }
}
