//! What a worker does: one file a job.

pub mod bot;
pub mod chat;
pub mod deadline;
pub mod sweep;

use wpp_platform::{
    queue::{BotMove, DeadlineHandler, HandlerError, PhaseDeadline, Turn},
    table::TableError,
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
    async fn handle(&self, job: PhaseDeadline, turn: Turn) -> Result<(), HandlerError> {
        self.deadlines.end(job, turn).await
    }

    async fn move_bot(&self, job: BotMove, turn: Turn) -> Result<(), HandlerError> {
        self.bots.play(job, turn).await
    }
}

/// A job is armed before the commit that needs it. Met in between, it must not be thrown away: it
/// is tried again until the commit is there, or long enough that it never will be.
#[derive(Debug, thiserror::Error)]
#[error("the commit that armed this job is not there yet")]
struct Ahead;

fn failed(error: TableError) -> HandlerError {
    match error {
        TableError::Corrupt(_) | TableError::Faulty { .. } | TableError::Unknown => HandlerError::fail(error),
        TableError::Store(_) | TableError::Queue(_) | TableError::Busy => HandlerError::retry(error),
    }
}
