//! What a worker does: one file a job.

pub mod bot;
pub mod chat;
pub mod deadline;
pub mod sweep;

use wpp_runtime::{
    queue::{BotMove, Deadline, DeadlineHandler, HandlerError, PhaseDeadline},
    session_service::SessionError,
};

use self::{bot::Bots, deadline::Deadlines};

/// The jobs that come from the queue. Cheap to clone.
#[derive(Clone)]
pub struct Jobs {
    /// Phases that end.
    pub deadlines: Deadlines,
    /// Bots that move.
    pub bots: Bots,
}

impl DeadlineHandler for Jobs {
    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        self.deadlines.end(job, deadline).await
    }

    async fn move_bot(&self, job: BotMove, deadline: Deadline) -> Result<(), HandlerError> {
        self.bots.play(job, deadline).await
    }
}

/// A job is armed before the commit that needs it. Met in between, it must not be thrown away: it
/// is tried again until the commit is there, or long enough that it never will be.
#[derive(Debug, thiserror::Error)]
#[error("the commit that armed this job is not there yet")]
struct Ahead;

fn failed(error: SessionError) -> HandlerError {
    match error {
        SessionError::Corrupt(_) | SessionError::CartridgeFailed { .. } | SessionError::Unknown => HandlerError::fail(error),
        SessionError::Store(_) | SessionError::Queue(_) | SessionError::Busy => HandlerError::retry(error),
    }
}
