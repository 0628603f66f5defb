//! Deletes the chats of sessions that expired, or whose process died while it ended them.

use std::{collections::BTreeSet, time::Duration};
use wpp_runtime::telemetry::chain;

use sea_orm::DbErr;
use wpp_runtime::{
    chat::{ChatLog, SessionKey},
    db::WalCheckpointer,
    session_service::{SessionError, SessionService},
};

/// Interval between two sweeps of one page.
const INTERVAL: Duration = Duration::from_secs(5);

/// Chats per page. With a thousand chats, each is checked twice a minute.
const PAGE: u64 = 200;

/// Sweeps periodically until the process ends.
pub async fn run(sessions: SessionService, log: ChatLog, checkpointer: WalCheckpointer) {
    let mut interval = tokio::time::interval(INTERVAL);
    let mut sweep = Sweep::default();
    loop {
        interval.tick().await;
        let swept = async {
            sweep.next_page(&sessions, &log).await?;
            Ok(checkpointer.checkpoint().await?)
        };
        if let Err(error) = swept.await {
            let error: SweepError = error;
            tracing::warn!(error = %chain(&error), "chat sweep failed; it will be repeated");
        }
    }
}

/// Position of a sweep through all chats, page by page.
#[derive(Debug, Default)]
pub struct Sweep {
    /// Row id after which the next page begins.
    after_row: i32,
    /// Row ids of chats without a session in the previous round. A chat without a session in two rounds is
    /// deleted. One round is not enough: a process that ends a session deletes its keys first and counts the
    /// chat's rows afterwards.
    suspects: BTreeSet<i32>,
}

/// A failed sweep.
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
    /// Checks the next page of chats and deletes those without a session.
    ///
    /// # Errors
    /// [`SweepError`]; the next call checks the same page again.
    pub async fn next_page(&mut self, sessions: &SessionService, log: &ChatLog) -> Result<(), SweepError> {
        let page = log.sessions(self.after_row, PAGE).await?;
        for (row, session) in &page {
            if exists(sessions, session).await? {
                self.suspects.remove(row);
            } else if !self.suspects.insert(*row) {
                let rows = log.delete(session).await?;
                self.suspects.remove(row);
                tracing::info!(code = %session.code, rows, "chat of an ended session deleted");
            }
        }
        let is_last = (page.len() as u64) < PAGE;
        self.after_row = page.last().filter(|_| !is_last).map_or(0, |(row, _)| *row);
        Ok(())
    }
}

/// Returns whether this session exists. A newer session with the same code does not count.
async fn exists(sessions: &SessionService, key: &SessionKey) -> Result<bool, SessionError> {
    match sessions.load(&key.code).await {
        Ok(session) => Ok(SessionKey::of(&session) == *key),
        Err(SessionError::Unknown) => Ok(false),
        Err(error) => Err(error),
    }
}
