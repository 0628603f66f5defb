//! A phase's deadline has come.

use metrics::counter;
use wpp_game::{session::Command, time::Timestamp};
use wpp_platform::{
    queue::{DeadlineHandler, HandlerError, PhaseDeadline, Turn, wait_until},
    table::{Outlook, Table, TableError},
    telemetry::names,
};

/// How long before its deadline a step may be computed, at most: late enough that few act in
/// between and make it void.
const PREPARE_MS: u64 = 160;

/// … and at least: what loading, computing and arming take on a busy machine.
const PREPARE_LEAST_MS: u64 = 40;

/// Ends phases. Cheap to clone.
#[derive(Clone)]
pub struct Deadlines {
    table: Table,
}

impl Deadlines {
    /// Ends phases of the sessions of `table`.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self { table }
    }

    /// Takes the step now, whoever else may have taken it already.
    async fn step(&self, job: &PhaseDeadline) -> Result<(), HandlerError> {
        match self.table.step(&job.session, &[Command::Wake]).await {
            Ok(stepped) if stepped.session.version() < job.version => Err(HandlerError::retry(Ahead)),
            Ok(_) | Err(TableError::Unknown) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

impl DeadlineHandler for Deadlines {
    /// Computes the step a little before the deadline, and commits it on the exact millisecond.
    /// Sessions that are due in the same instant are prepared one after the other, so that at the
    /// instant itself there is little left to do.
    async fn handle(&self, job: PhaseDeadline, turn: Turn) -> Result<(), HandlerError> {
        let clock = self.table.clock().clone();
        if clock.now() >= job.due_at {
            return self.step(&job).await;
        }
        let prepare_at = Timestamp::from_millis(job.due_at.millis() - lead_of(&job));
        tokio::select! {
            () = wait_until(prepare_at, &*clock) => {}
            stopping = turn.come() => stopping?,
        }
        match self.table.prepare(&job).await.map_err(failed)? {
            Outlook::Due(prepared) => {
                turn.come().await?;
                self.table.complete(*prepared).await.map_err(failed)
            }
            Outlook::Ahead => {
                turn.come().await?;
                self.step(&job).await
            }
            Outlook::Stale => {
                counter!(names::STALE_WAKEUPS).increment(1);
                Ok(())
            }
        }
    }
}

/// Milliseconds before its deadline at which this job is prepared, spread by the session's code.
fn lead_of(job: &PhaseDeadline) -> i64 {
    let mixed = job.session.as_str().bytes().fold(0_u64, |sum, byte| sum * 31 + u64::from(byte));
    i64::try_from(PREPARE_LEAST_MS + mixed % (PREPARE_MS - PREPARE_LEAST_MS)).unwrap_or_default()
}

/// A wake-up is armed before the commit that needs it. Met in between, it must not be thrown
/// away: it is tried again until the commit is there, or long enough that it never will be.
#[derive(Debug, thiserror::Error)]
#[error("the commit that armed this wake-up is not there yet")]
struct Ahead;

fn failed(error: TableError) -> HandlerError {
    match error {
        TableError::Corrupt(_) | TableError::Unknown => HandlerError::fail(error),
        TableError::Store(_) | TableError::Queue(_) | TableError::Busy => HandlerError::retry(error),
    }
}
