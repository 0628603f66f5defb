//! Chats whose sessions are gone: run out, or ended by a process that died over it.

use std::{collections::BTreeSet, time::Duration};

use sea_orm::DbErr;
use wpp_runtime::{
    chat::{ChatLog, SessionKey},
    db::Upkeep,
    session_service::{SessionError, SessionService},
};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Chats looked at in one look: with a thousand sessions that talk, each is looked at twice a minute.
const PAGE: u64 = 200;

/// Sweeps until the process ends.
pub async fn run(sessions: SessionService, log: ChatLog, upkeep: Upkeep) {
    let mut beat = tokio::time::interval(LOOK_EVERY);
    let mut sweep = Sweep::default();
    loop {
        beat.tick().await;
        let swept = async {
            sweep.look(&sessions, &log).await?;
            Ok(upkeep.tidy().await?)
        };
        if let Err(error) = swept.await {
            let error: SweepError = error;
            tracing::warn!(error = &error as &dyn std::error::Error, "chats could not be swept; it will be repeated");
        }
    }
}

/// A round through all chats, page by page.
#[derive(Debug, Default)]
pub struct Sweep {
    /// The row behind which the next page begins.
    place: i32,
    /// Chats without a session in the last round. The one in this round, too, is gone for good: not
    /// merely between its two deletions in a process that is about to count its rows.
    suspects: BTreeSet<i32>,
}

/// A look failed.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The database failed.
    #[error("the database does not answer")]
    Database(#[from] DbErr),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] SessionError),
}

impl Sweep {
    /// Looks at the next page of chats and deletes those whose sessions are gone.
    ///
    /// # Errors
    /// [`SweepError`]; the page is looked at again.
    pub async fn look(&mut self, sessions: &SessionService, log: &ChatLog) -> Result<(), SweepError> {
        let page = log.sessions(self.place, PAGE).await?;
        for (row, session) in &page {
            if lives(sessions, session).await? {
                self.suspects.remove(row);
            } else if !self.suspects.insert(*row) {
                let rows = log.delete(session).await?;
                self.suspects.remove(row);
                tracing::info!(code = %session.code, rows, "the chat of a session that is gone is deleted");
            }
        }
        let whole = (page.len() as u64) < PAGE;
        self.place = page.last().filter(|_| !whole).map_or(0, |(row, _)| *row);
        Ok(())
    }
}

/// Whether the session is there, and not another one with its code.
async fn lives(sessions: &SessionService, key: &SessionKey) -> Result<bool, SessionError> {
    match sessions.load(&key.code).await {
        Ok(session) => Ok(SessionKey::of(&session) == *key),
        Err(SessionError::Unknown) => Ok(false),
        Err(error) => Err(error),
    }
}
