//! The gauge of the number of jobs, over all queues.

use futures_util::future::try_join_all;
use metrics::gauge;
use tracing::warn;
use wpp_runtime::{
    clock::Clock,
    deadlines::{DeadlineQueue, QueueError, schedule::DEPTH_BATCHES},
    telemetry::names,
};

use super::apalis_adapter::every;

/// Records the number of jobs periodically, without end. Failures are logged and repeated.
pub(super) async fn record(queues: Vec<DeadlineQueue>, clock: &dyn Clock) {
    let mut intervals = every(DEPTH_BATCHES, clock);
    loop {
        intervals.tick().await;
        if let Err(error) = record_once(&queues).await {
            warn!(%error, "jobs in the queue not counted");
        }
    }
}

async fn record_once(queues: &[DeadlineQueue]) -> Result<(), QueueError> {
    let depths = try_join_all(queues.iter().map(DeadlineQueue::depth)).await?;
    for (state, jobs) in [
        ("scheduled", depths.iter().map(|depth| depth.scheduled).sum::<u64>()),
        ("active", depths.iter().map(|depth| depth.active).sum()),
        ("inflight", depths.iter().map(|depth| depth.inflight).sum()),
        ("done", depths.iter().map(|depth| depth.done).sum()),
    ] {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        gauge!(names::QUEUE_DEPTH, "state" => state).set(jobs as f64);
    }
    Ok(())
}
