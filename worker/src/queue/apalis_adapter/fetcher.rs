//! The loop that fetches jobs and acknowledges finished ones.

use apalis_core::worker::context::WorkerContext;
use apalis_redis::{RedisTask, queries::fetch_next};
use futures_util::future::try_join;
use metrics::counter;
use tokio::{
    sync::mpsc::{Receiver, Sender, UnboundedReceiver, UnboundedSender, channel, unbounded_channel},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use wpp_runtime::{
    clock::SharedClock,
    deadlines::{
        FETCH_BATCH, QueueError,
        schedule::{BATCH_INTERVAL, FETCH_BATCHES},
    },
    telemetry::names,
};

use super::{intervals, maintenance::Maintenance};

/// Fetches jobs for one apalis worker, in rounds.
///
/// A round promotes due jobs, acknowledges finished ones and fetches one batch. After a full batch the next round
/// follows at once, because more jobs may be due. After a short one the loop waits for the next batch interval.
/// The number of fetched jobs is therefore bounded by the processor and by the worker's concurrency only.
pub(super) struct Fetcher<'a> {
    maintenance: &'a Maintenance,
    worker: WorkerContext,
    clock: SharedClock,
    shutdown: CancellationToken,
    fetched: Sender<RedisTask>,
    finished: FinishedJobs,
}

/// The ids of jobs whose handlers have ended. They stay here until Redis has acknowledged them, because a stop may cancel a
/// round, and a job without an acknowledgement runs again.
struct FinishedJobs {
    arriving: UnboundedReceiver<String>,
    unacknowledged: Vec<String>,
}

/// The ends of a fetcher's channels that the worker uses.
pub(super) struct WorkerEnds {
    /// Fetched jobs, at most one batch.
    pub(super) fetched: Receiver<RedisTask>,
    /// Takes the ids of jobs whose handlers have ended.
    pub(super) finished: UnboundedSender<String>,
}

impl<'a> Fetcher<'a> {
    /// Returns the fetcher of `worker`.
    pub(super) fn new(
        maintenance: &'a Maintenance,
        worker: &WorkerContext,
        clock: SharedClock,
        shutdown: CancellationToken,
    ) -> (Self, WorkerEnds) {
        let (fetched, fetched_receiver) = channel(FETCH_BATCH);
        let (finished_sender, arriving) = unbounded_channel();
        let finished = FinishedJobs { arriving, unacknowledged: Vec::new() };
        let ends = WorkerEnds { fetched: fetched_receiver, finished: finished_sender };
        (Self { maintenance, worker: worker.clone(), clock, shutdown, fetched, finished }, ends)
    }

    /// Fetches and acknowledges until the first error. After `shutdown`, only acknowledges.
    pub(super) async fn run(&mut self) -> QueueError {
        let mut intervals = intervals::every(FETCH_BATCHES, &*self.clock);
        loop {
            if let Err(error) = run_rounds(self).await {
                return error;
            }
            intervals.tick().await;
        }
    }

    /// Promotes, acknowledges and fetches. Returns the number of fetched jobs; 0 while the worker has no room for a
    /// batch.
    async fn fetch(&mut self) -> Result<usize, QueueError> {
        // Promotion comes first: apalis's fetch promotes too, with a limit that a backlog exceeds.
        self.maintenance.promote_due(self.clock.now()).await?;
        let Ok(places) = timeout(BATCH_INTERVAL, self.fetched.reserve_many(FETCH_BATCH)).await else {
            counter!(names::LIMIT_REACHED, "limit" => "worker_concurrency").increment(1);
            self.acknowledge().await?;
            return Ok(0);
        };
        // Without a receiver the worker has ended, and the caller ends this loop.
        let Ok(places) = places else { return Ok(0) };
        let queue = self.maintenance.queue();
        let mut connection = queue.connection().clone();
        let fetch = async { Ok(fetch_next(&mut connection, &self.worker, queue.config()).await?) };
        let acknowledge = self.maintenance.acknowledge(&self.worker, self.finished.pending());
        let ((), jobs) = try_join(acknowledge, fetch).await?;
        self.finished.clear();
        let count = jobs.len();
        for (place, job) in places.zip(jobs) {
            place.send(job);
        }
        Ok(count)
    }

    /// Acknowledges the jobs whose handlers have ended.
    pub(super) async fn acknowledge(&mut self) -> Result<(), QueueError> {
        self.maintenance.acknowledge(&self.worker, self.finished.pending()).await?;
        self.finished.clear();
        Ok(())
    }
}

impl FinishedJobs {
    /// Returns the jobs to acknowledge: those that have ended, and those of an acknowledgement that failed or was cancelled.
    fn pending(&mut self) -> &[String] {
        while let Ok(id) = self.arriving.try_recv() {
            self.unacknowledged.push(id);
        }
        &self.unacknowledged
    }

    /// Forgets the jobs that the last [`pending`](Self::pending) returned.
    fn clear(&mut self) {
        self.unacknowledged.clear();
    }
}

/// A source of batches.
trait Rounds {
    /// Runs a round. Returns the number of fetched jobs.
    fn round(&mut self) -> impl Future<Output = Result<usize, QueueError>> + Send;
}

impl Rounds for Fetcher<'_> {
    async fn round(&mut self) -> Result<usize, QueueError> {
        if self.shutdown.is_cancelled() {
            return self.acknowledge().await.map(|()| 0);
        }
        self.fetch().await
    }
}

/// Runs rounds until one fetches less than a full batch.
async fn run_rounds(rounds: &mut impl Rounds) -> Result<(), QueueError> {
    while rounds.round().await? == FETCH_BATCH {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The batches that are still to come.
    struct Backlog(Vec<usize>);

    impl Rounds for Backlog {
        async fn round(&mut self) -> Result<usize, QueueError> {
            Ok(self.0.remove(0))
        }
    }

    #[test]
    fn ids_stay_until_they_are_acknowledged() {
        let (ended, arriving) = unbounded_channel();
        let mut finished = FinishedJobs { arriving, unacknowledged: Vec::new() };
        ended.send("1".to_owned()).unwrap();
        assert_eq!(finished.pending(), ["1"]);
        ended.send("2".to_owned()).unwrap();
        assert_eq!(finished.pending(), ["1", "2"], "the first acknowledgement was cancelled");
        finished.clear();
        assert!(finished.pending().is_empty());
    }

    #[tokio::test]
    async fn fetches_until_a_batch_is_short() {
        for (batches, left) in [
            (vec![0, 1], 1),
            (vec![FETCH_BATCH - 1, FETCH_BATCH], 1),
            (vec![FETCH_BATCH, FETCH_BATCH, FETCH_BATCH, 1, FETCH_BATCH, 0], 2),
            (vec![FETCH_BATCH, 0], 0),
        ] {
            let mut backlog = Backlog(batches);
            run_rounds(&mut backlog).await.unwrap();
            assert_eq!(backlog.0.len(), left);
        }
    }
}
