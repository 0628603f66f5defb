//! A job handler that reports its calls, and workers that run it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::{StreamExt, stream};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::{
    clock::{Clock, SystemClock},
    deadlines::{DeadlineQueue, PhaseDeadline},
    secure_rng::SecureRng,
};
use wpp_worker::queue::{Deadline, DeadlineWorker, HandlerError, JobHandler, JobRegistry};

/// What the handler does once the deadline has passed.
#[derive(Debug, Clone, Copy)]
pub enum Behaviour {
    /// Records the job.
    Record,
    /// Panics at this version, records the others.
    PanicOn(u64),
    /// Fails the first two calls, records the third.
    FailTwice,
    /// Records after [`TestWorker::release_held`] was called.
    Hold,
}

/// A job whose deadline passed.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// The job's version.
    pub version: u64,
    /// Lateness in microseconds; negative when early.
    pub late_micros: i64,
}

/// The jobs whose deadlines passed, in order.
pub struct Arrivals {
    receiver: UnboundedReceiver<Arrival>,
}

impl Arrivals {
    /// Waits up to a minute for the next arrival.
    pub async fn next(&mut self) -> Arrival {
        timeout(Duration::from_secs(60), self.receiver.recv())
            .await
            .expect("no job arrived")
            .expect("no worker is left")
    }
}

/// Reports the jobs it handles.
pub struct Observer {
    behaviour: Behaviour,
    started: UnboundedSender<u64>,
    arrived: UnboundedSender<Arrival>,
    calls: Arc<AtomicU32>,
    released: CancellationToken,
}

impl JobHandler for Observer {
    type Job = PhaseDeadline;

    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let _ = self.started.send(job.version);
        deadline.wait().await?;
        let late_micros = SystemClock.micros() - job.due_at.millis() * 1000;
        match self.behaviour {
            Behaviour::PanicOn(version) if version == job.version => panic!("requested by the test"),
            Behaviour::FailTwice if call < 2 => return Err(HandlerError::retry("requested by the test")),
            Behaviour::Hold => self.released.cancelled().await,
            _ => {}
        }
        let _ = self.arrived.send(Arrival { version: job.version, late_micros });
        Ok(())
    }
}

/// Returns a handler, the versions of the jobs it starts, and its arrivals.
pub fn observer(behaviour: Behaviour) -> (Observer, UnboundedReceiver<u64>, Arrivals) {
    let (started, started_receiver) = unbounded_channel();
    let (arrived, receiver) = unbounded_channel();
    let released = CancellationToken::new();
    let observer = Observer { behaviour, started, arrived, calls: Arc::default(), released };
    (observer, started_receiver, Arrivals { receiver })
}

/// Runs a worker until `shutdown`.
pub async fn work(queue: &DeadlineQueue, handler: Observer, concurrency: usize, shutdown: CancellationToken) {
    let rng = SecureRng::from_os().expect("randomness");
    let registry = JobRegistry::new().with(handler);
    DeadlineWorker::new(queue.clone(), registry, Arc::new(SystemClock), rng, concurrency).run(shutdown).await;
}

/// A running worker.
pub struct TestWorker {
    /// Versions of the jobs given to the handler, possibly before their deadlines.
    pub started: UnboundedReceiver<u64>,
    /// Jobs whose deadlines passed.
    pub arrivals: Arrivals,
    released: CancellationToken,
    shutdown: CancellationToken,
    worker: JoinHandle<()>,
}

impl TestWorker {
    /// Starts a worker that handles up to 4000 jobs at a time.
    pub fn start(queue: &DeadlineQueue, behaviour: Behaviour) -> Self {
        Self::start_with(queue, behaviour, 4_000)
    }

    /// Starts a worker that handles up to `concurrency` jobs at a time.
    pub fn start_with(queue: &DeadlineQueue, behaviour: Behaviour, concurrency: usize) -> Self {
        let (handler, started, arrivals) = observer(behaviour);
        let (shutdown, released) = (CancellationToken::new(), handler.released.clone());
        let (queue, stop) = (queue.clone(), shutdown.clone());
        let worker = tokio::spawn(async move { work(&queue, handler, concurrency, stop).await });
        Self { started, arrivals, released, shutdown, worker }
    }

    /// Lets held jobs continue.
    pub fn release_held(&self) {
        self.released.cancel();
    }

    /// Stops the worker gracefully. Returns the arrivals that the test has not received.
    pub async fn stop(mut self) -> Vec<Arrival> {
        self.shutdown.cancel();
        self.worker.await.expect("the worker stops without a panic");
        let mut rest = Vec::new();
        while let Ok(arrival) = self.arrivals.receiver.try_recv() {
            rest.push(arrival);
        }
        rest
    }
}

/// Returns a job of a fixed session.
pub fn job(version: u64, due_at: Timestamp) -> PhaseDeadline {
    PhaseDeadline { session: SessionCode::parse("KWXTRN").expect("a code"), version, due_at }
}

/// Schedules many jobs, 200 at a time.
pub async fn schedule_all(queue: &DeadlineQueue, jobs: impl Iterator<Item = PhaseDeadline>) {
    stream::iter(jobs)
        .for_each_concurrent(200, |job| async move { queue.schedule(&job).await.expect("Redis answers") })
        .await;
}
