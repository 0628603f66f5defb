//! The end of a session: nothing remains, and a receipt says what went.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::SessionCode;

use super::{MAX_TRIES, SessionError, SessionService, bots, plan};
use crate::store::Deleted;

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Keys of the live store.
    pub redis_keys: u64,
    /// Rows of the database.
    pub rows: u64,
    /// Wake-ups in the queue.
    pub wakeups: u64,
}

impl Receipt {
    /// The same with so many rows of the database.
    #[must_use]
    pub fn with_rows(self, rows: u64) -> Self {
        Self { rows, ..self }
    }
}

impl SessionService {
    /// Ends a session and deletes all of it that lives; its sockets hear `session.exited`. What it has
    /// in the database is for the caller to delete: see [`Receipt::with_rows`].
    ///
    /// # Errors
    /// [`SessionError::Unknown`] when it is gone already, or when the store fails.
    pub async fn exit(&self, code: &SessionCode) -> Result<Receipt, SessionError> {
        for attempt in 0..MAX_TRIES {
            let stored = self.load_stored(code).await?;
            let session = plan::read(&stored)?;
            let farewell = session.exited().envelope(code, session.epoch(), self.deps.clock.now());
            match self.deps.store.delete(code, stored.version, &farewell).await? {
                Deleted::Done { keys } => {
                    let moves: Vec<_> = bots::pending(&session).collect();
                    let wakeups = self.disarm(code, stored.armed).await + self.disarm_bots(&moves).await;
                    tracing::info!(%code, redis_keys = keys, wakeups, "session deleted");
                    return Ok(Receipt { redis_keys: keys, rows: 0, wakeups });
                }
                Deleted::Conflict => self.back_off(attempt).await,
                Deleted::Gone => return Err(SessionError::Unknown),
            }
        }
        Err(SessionError::Busy)
    }
}
