//! Turns of bulk transactions: the many short transactions of one long change, such as an import.
//!
//! One bulk transaction of a process runs at a time, so that at most one is ahead of any other write. After it,
//! bulk transactions pause for as long as it took: another process, which retries instead of waiting in a queue,
//! finds SQLite's write lock free half of the time.

use std::sync::Arc;

use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::Instant,
};

/// The order of bulk transactions. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct BulkTurns {
    /// Start of the next bulk transaction at the earliest.
    not_before: Arc<Mutex<Option<Instant>>>,
}

/// The turn of one bulk transaction. Dropping it begins the pause.
#[derive(Debug)]
pub(super) struct BulkTurn {
    began: Instant,
    not_before: OwnedMutexGuard<Option<Instant>>,
}

impl BulkTurns {
    /// Waits for the end of the previous bulk transaction and of its pause.
    pub async fn wait(&self) -> BulkTurn {
        let not_before = self.not_before.clone().lock_owned().await;
        if let Some(not_before) = *not_before {
            tokio::time::sleep_until(not_before).await;
        }
        BulkTurn { began: now(), not_before }
    }
}

impl BulkTurn {
    /// Counts the duration of the transaction from now on.
    pub fn restart(&mut self) {
        self.began = now();
    }
}

impl Drop for BulkTurn {
    fn drop(&mut self) {
        let ended = now();
        *self.not_before = Some(ended + ended.duration_since(self.began));
    }
}

#[expect(clippy::disallowed_methods, reason = "the pause between transactions is real time")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn pauses_for_the_duration_of_the_transaction() {
        let turns = BulkTurns::default();
        let mut first = turns.wait().await;
        first.began -= Duration::from_millis(50);
        let ended = now();
        drop(first);
        turns.wait().await;
        assert!(ended.elapsed() >= Duration::from_millis(45), "the pause was {:?}", ended.elapsed());
    }

    #[tokio::test]
    async fn turns_exclude_each_other() {
        let turns = BulkTurns::default();
        let first = turns.wait().await;
        assert!(tokio::time::timeout(Duration::from_millis(10), turns.wait()).await.is_err());
        drop(first);
        turns.wait().await;
    }
}
