//! The end of a session: nothing remains, and a receipt says what went.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::SessionCode;

use super::{MAX_TRIES, Table, TableError, bots, plan};
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

impl Table {
    /// Ends a session and deletes all of it; its sockets hear `session.exited`.
    ///
    /// # Errors
    /// [`TableError::Unknown`] when it is gone already, or when the store fails.
    pub async fn exit(&self, code: &SessionCode) -> Result<Receipt, TableError> {
        for attempt in 0..MAX_TRIES {
            let stored = self.load_stored(code).await?;
            let session = plan::read(&stored)?;
            let farewell = session.exited().envelope(code, session.epoch(), self.0.clock.now());
            match self.0.store.delete(code, stored.version, &farewell).await? {
                Deleted::Done { keys } => {
                    let moves: Vec<_> = bots::pending(&session).collect();
                    let wakeups = self.disarm(code, stored.armed).await + self.disarm_bots(&moves).await;
                    let receipt = Receipt { redis_keys: keys, rows: 0, wakeups };
                    tracing::info!(%code, redis_keys = keys, rows = 0, wakeups, "session deleted");
                    return Ok(receipt);
                }
                Deleted::Conflict => self.back_off(attempt).await,
                Deleted::Gone => return Err(TableError::Unknown),
            }
        }
        Err(TableError::Busy)
    }
}
