//! The due time of one job, as a handler awaits it.

use tokio_util::sync::CancellationToken;
use wpp_game::time::Timestamp;

use super::deadline_timer::DeadlineTimer;

/// The due time of a job. Cheap to clone.
#[derive(Clone)]
pub struct Deadline {
    due_at: Timestamp,
    timer: DeadlineTimer,
    stopping: CancellationToken,
}

/// The worker stops before the deadline. Handlers pass it on with `?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the worker stops before the deadline")]
pub struct Stopping;

impl Deadline {
    pub(super) fn new(due_at: Timestamp, timer: DeadlineTimer, stopping: CancellationToken) -> Self {
        Self { due_at, timer, stopping }
    }

    /// Waits until the deadline has passed. Never returns early, and usually returns within 0.2 ms.
    ///
    /// # Errors
    /// [`Stopping`] when the worker stops before the deadline.
    pub async fn wait(&self) -> Result<(), Stopping> {
        tokio::select! {
            biased; // A due job is completed, not handed over.
            () = self.timer.wait_until(self.due_at) => Ok(()),
            () = self.stopping.cancelled() => Err(Stopping),
        }
    }
}

impl std::fmt::Debug for Deadline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deadline").field("due_at", &self.due_at).finish_non_exhaustive()
    }
}
