//! What is done when a deadline passes or a bot's moment has come, and how its moment is awaited.

use std::error::Error;

use tokio_util::sync::CancellationToken;
use wpp_game::time::Timestamp;

use super::{BotMove, PhaseDeadline, deadline_timer::DeadlineTimer};

/// Acts on deadlines. One value serves all jobs of a worker at the same time.
pub trait DeadlineHandler: Clone + Send + Sync + 'static {
    /// Called up to 2 s *before* the deadline, or any time after it. A handler does what can be
    /// done beforehand (such as finding out that the job is stale, and returning), then awaits
    /// `deadline.wait().await?`, then acts.
    ///
    /// The same job may be handled twice, even at the same time; a second effect is the handler's
    /// to prevent, by the version in the job and a conditional commit. A panic is caught and
    /// counts as [`HandlerError::Fail`].
    fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> impl Future<Output = Result<(), HandlerError>> + Send;

    /// The same for a bot's move. Where there are no bots there is nothing to do.
    fn move_bot(&self, _job: BotMove, _turn: Deadline) -> impl Future<Output = Result<(), HandlerError>> + Send {
        async { Ok(()) }
    }
}

/// How a handler ends without success.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// The worker stops before the moment has come: somebody else gets the job, at once.
    #[error(transparent)]
    Stopping(#[from] Stopping),
    /// What may come right by itself, such as Redis not answering, or a session still behind the
    /// job's version. The handler is called again after a pause, a bounded number of times.
    #[error("not now: {0}")]
    Retry(#[source] Box<dyn Error + Send + Sync>),
    /// What will not come right. It is logged and the job is dropped; a later wake-up or a nudge
    /// may find better circumstances.
    #[error("failed: {0}")]
    Fail(#[source] Box<dyn Error + Send + Sync>),
}

impl HandlerError {
    /// A [`HandlerError::Retry`] because of `cause`.
    pub fn retry(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(cause.into())
    }

    /// A [`HandlerError::Fail`] because of `cause`.
    pub fn fail(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fail(cause.into())
    }
}

/// The worker stops. Pass it on with `?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the worker stops before the deadline")]
pub struct Stopping;

/// A job's moment.
#[derive(Clone)]
pub struct Deadline {
    due_at: Timestamp,
    alarm: DeadlineTimer,
    stopping: CancellationToken,
}

impl Deadline {
    pub(super) fn new(due_at: Timestamp, alarm: DeadlineTimer, stopping: CancellationToken) -> Self {
        Self { due_at, alarm, stopping }
    }

    /// Waits until the deadline has passed; never returns early, and usually within 0.2 ms of it.
    /// Returns at once when it has passed already.
    ///
    /// # Errors
    /// [`Stopping`] when the worker has to stop before that.
    pub async fn wait(&self) -> Result<(), Stopping> {
        tokio::select! {
            biased; // A job whose moment has come is done, not handed over.
            () = self.alarm.at(self.due_at) => Ok(()),
            () = self.stopping.cancelled() => Err(Stopping),
        }
    }
}

impl std::fmt::Debug for Deadline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deadline").field("due_at", &self.due_at).finish_non_exhaustive()
    }
}
