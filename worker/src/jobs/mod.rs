//! The behaviour of jobs: one file per job, and their registry.
//!
//! To add a job:
//!
//! 1. Add its payload to `shared/runtime/src/deadlines/job.rs`.
//! 2. Add its behaviour as `worker/src/jobs/<job>.rs`: a [`JobHandler`](crate::queue::JobHandler).
//! 3. Add its module and a line to [`registry`] in this file.

pub mod bot;
pub mod deadline;

use wpp_runtime::{
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionError, SessionService},
};

use self::{bot::BotMoves, deadline::PhaseDeadlines};
use crate::queue::{HandlerError, JobRegistry};

/// Returns the handlers of all jobs.
#[must_use]
pub fn registry(sessions: &SessionService, batchers: CommandBatchers, rng: SecureRng) -> JobRegistry {
    JobRegistry::new()
        .with(BotMoves::new(sessions.clone(), batchers, rng))
        .with(PhaseDeadlines::new(sessions.clone()))
}

/// A job ran before the commit that scheduled it. The handler retries until the commit is stored, or until the
/// commit certainly never happened.
#[derive(Debug, thiserror::Error)]
#[error("the commit that scheduled this job is not stored yet")]
struct NotYetCommitted;

/// Classifies an error: temporary failures are retried.
fn handler_error(error: SessionError) -> HandlerError {
    if is_temporary(&error) { HandlerError::retry(error) } else { HandlerError::fail(error) }
}

fn is_temporary(error: &SessionError) -> bool {
    match error {
        SessionError::Store(_) | SessionError::Queue(_) | SessionError::Busy => true,
        SessionError::Corrupt(_) | SessionError::CartridgeFailed { .. } | SessionError::Unknown => false,
    }
}
