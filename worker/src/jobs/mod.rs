//! The behaviour of jobs: one file per job, and their registry.
//!
//! To add a job:
//!
//! 1. Add its payload to `shared/runtime/src/deadlines/job.rs`.
//! 2. Add its behaviour as `worker/src/jobs/<job>.rs`: a [`JobHandler`](crate::queue::JobHandler).
//! 3. Add its module and a line to [`registry`] in this file.

pub mod bot;
pub mod deadline;
mod error;

use wpp_runtime::{
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionService},
};

use self::{bot::BotMoves, deadline::PhaseDeadlines};
use crate::queue::JobRegistry;

/// Returns the handlers of all jobs.
#[must_use]
pub fn registry(sessions: &SessionService, batchers: CommandBatchers, rng: SecureRng) -> JobRegistry {
    JobRegistry::new().with(BotMoves::new(sessions.clone(), batchers, rng)).with(PhaseDeadlines::new(sessions.clone()))
}
