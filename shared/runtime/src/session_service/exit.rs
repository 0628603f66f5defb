//! The end of a session: deletion of everything that belongs to it, with a receipt.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::SessionCode;

use super::{bot_moves, error::SessionError, plan, service::SessionService, step::MAX_TRIES};
use crate::store::DeleteOutcome;

/// Counts of deleted data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Deleted keys of the live store.
    pub redis_keys: u64,
    /// Deleted rows of the database.
    pub rows: u64,
    /// Cancelled jobs in the queue.
    pub wakeups: u64,
}

impl Receipt {
    /// Returns the receipt with this number of deleted rows.
    #[must_use]
    pub fn with_rows(self, rows: u64) -> Self {
        Self { rows, ..self }
    }
}

impl SessionService {
    /// Ends a session and deletes its keys and jobs. Its sockets receive `session.exited`. The caller deletes its
    /// rows in the database and adds their number with [`Receipt::with_rows`].
    ///
    /// # Errors
    /// [`SessionError::Unknown`] when the session does not exist, or when the store fails.
    pub async fn exit(&self, code: &SessionCode) -> Result<Receipt, SessionError> {
        for attempt in 0..MAX_TRIES {
            let stored = self.load_stored(code).await?;
            let session = plan::read(&stored)?;
            let last_event = session.exited().envelope(code, session.epoch(), self.deps.clock.now());
            match self.deps.store.delete(code, stored.version, &last_event).await? {
                DeleteOutcome::Done { keys } => {
                    let bot_moves: Vec<_> = bot_moves::pending(&session).collect();
                    let wakeups = self.disarm(code, stored.armed).await + self.disarm_bots(&bot_moves).await;
                    tracing::info!(%code, redis_keys = keys, wakeups, "session deleted");
                    return Ok(Receipt { redis_keys: keys, rows: 0, wakeups });
                }
                DeleteOutcome::Conflict => self.back_off(attempt).await,
                DeleteOutcome::Gone => return Err(SessionError::Unknown),
            }
        }
        Err(SessionError::Busy)
    }
}
