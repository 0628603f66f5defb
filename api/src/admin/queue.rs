//! The deadline queue.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::time::Timestamp;
use wpp_runtime::deadlines::{QueueError, QueueShards};

/// Numbers of wake-ups in all queues.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct QueueView {
    /// Wake-ups that wait for their time.
    pub waiting: u64,
    /// Wake-ups that may be fetched and were not; 0 in normal operation.
    pub due: u64,
    /// Wake-ups that a worker has fetched and not finished.
    pub in_work: u64,
    /// Wake-ups that failed for good; the next worker that starts deletes them.
    pub dead: u64,
}

/// Counts the wake-ups of all queues.
///
/// # Errors
/// When the store does not answer.
pub(super) async fn read(queues: &QueueShards, now: Timestamp) -> Result<QueueView, QueueError> {
    let mut view = QueueView::default();
    for queue in queues.queues() {
        let depth = queue.depth().await?;
        let due = queue.due(now).await?;
        view.waiting += depth.scheduled.saturating_sub(due);
        view.due += due + depth.active;
        view.in_work += depth.inflight;
        view.dead += depth.done;
    }
    Ok(view)
}
