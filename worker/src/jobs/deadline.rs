//! A phase's deadline has come.

use metrics::counter;
use wpp_game::{session::Command, time::Timestamp};
use wpp_platform::{
    queue::{BEAT_MS, BEAT_OFFSET_MS, HandlerError, PhaseDeadline, Turn, wait_until},
    table::{Outlook, Table, TableError},
    telemetry::names,
};

use super::{Ahead, failed};

/// How long before its deadline a step is computed at least: what loading, computing and arming
/// take on a busy machine.
const PREPARE_LEAST_MS: i64 = 40;

/// Steps are computed on the queue's beats, so that those of several sessions share their trips to
/// Redis …
const PREPARE_SLOT_MS: i64 = BEAT_MS;

/// … and sessions that are due in the same instant are spread over so many of them. A step is
/// computed 40 to 360 ms before its deadline: late enough that few act in between and make it void.
const PREPARE_SLOTS: i64 = 2;

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

    /// Computes the step a little before the deadline, and commits it on the exact millisecond.
    /// Sessions that are due in the same instant are prepared one after the other, so that at the
    /// instant itself there is little left to do.
    pub(super) async fn end(&self, job: PhaseDeadline, turn: Turn) -> Result<(), HandlerError> {
        let clock = self.table.clock().clone();
        if clock.now() >= job.due_at {
            return self.step(&job).await;
        }
        tokio::select! {
            () = wait_until(prepare_at(&job), &*clock) => {}
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

/// When to compute this job's step.
fn prepare_at(job: &PhaseDeadline) -> Timestamp {
    let mixed = job.session.as_str().bytes().fold(0, |sum, byte| (sum * 31 + i64::from(byte)) % 1009);
    let at_most = job.due_at.millis() - PREPARE_LEAST_MS - mixed % PREPARE_SLOTS * PREPARE_SLOT_MS;
    Timestamp::from_millis(at_most - (at_most - BEAT_OFFSET_MS).rem_euclid(PREPARE_SLOT_MS))
}
