//! A handler that tells the test what it does, and workers that run it.

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
    queue::{Deadline, DeadlineHandler, DeadlineQueue, DeadlineWorker, HandlerError, PhaseDeadline},
    secure_rng::SecureRng,
};

/// How the handler behaves once its deadline has come.
#[derive(Debug, Clone, Copy)]
pub enum Behaviour {
    /// Records the job.
    Record,
    /// Panics at this version, records the others.
    PanicOn(u64),
    /// Fails at first, the third time it records.
    FailTwice,
    /// Records once [`Staff::let_go`] was called.
    Hold,
}

/// A job whose deadline came.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// Which.
    pub version: u64,
    /// How late; negative would be early.
    pub late_micros: i64,
}

/// The jobs whose deadline came.
pub struct Arrivals(UnboundedReceiver<Arrival>);

impl Arrivals {
    /// The next one, awaited for a minute at most.
    pub async fn next(&mut self) -> Arrival {
        timeout(Duration::from_secs(60), self.0.recv()).await.expect("no job came").expect("the workers are gone")
    }
}

#[derive(Clone)]
pub struct Observer {
    behaviour: Behaviour,
    begun: UnboundedSender<u64>,
    arrived: UnboundedSender<Arrival>,
    calls: Arc<AtomicU32>,
    gate: CancellationToken,
}

impl DeadlineHandler for Observer {
    async fn handle(&self, job: PhaseDeadline, deadline: Deadline) -> Result<(), HandlerError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let _ = self.begun.send(job.version);
        deadline.wait().await?;
        let late_micros = SystemClock.micros() - job.due_at.millis() * 1000;
        match self.behaviour {
            Behaviour::PanicOn(version) if version == job.version => panic!("as told"),
            Behaviour::FailTwice if call < 2 => return Err(HandlerError::retry("as told")),
            Behaviour::Hold => self.gate.cancelled().await,
            _ => {}
        }
        let _ = self.arrived.send(Arrival { version: job.version, late_micros });
        Ok(())
    }
}

/// A handler with the ends at which it can be watched: jobs begun, and jobs whose deadline came.
pub fn observer(behaviour: Behaviour) -> (Observer, UnboundedReceiver<u64>, Arrivals) {
    let (begun, begun_here) = unbounded_channel();
    let (arrived, arrived_here) = unbounded_channel();
    (
        Observer { behaviour, begun, arrived, calls: Arc::default(), gate: CancellationToken::new() },
        begun_here,
        Arrivals(arrived_here),
    )
}

/// Runs a worker until `shutdown`.
pub async fn work(queue: &DeadlineQueue, handler: Observer, concurrency: usize, shutdown: CancellationToken) {
    let entropy = SecureRng::from_os().expect("randomness");
    DeadlineWorker::new(queue.clone(), handler, Arc::new(SystemClock), entropy, concurrency).run(shutdown).await;
}

/// A worker at work.
pub struct Staff {
    /// Versions of jobs that were handed to the handler, perhaps before their deadline.
    pub begun: UnboundedReceiver<u64>,
    /// Jobs whose deadline came.
    pub arrivals: Arrivals,
    gate: CancellationToken,
    shutdown: CancellationToken,
    worker: JoinHandle<()>,
}

impl Staff {
    /// Starts a worker with room for everything.
    pub fn begin(queue: &DeadlineQueue, behaviour: Behaviour) -> Self {
        Self::begin_with(queue, behaviour, 4_000)
    }

    /// Starts a worker that takes `concurrency` jobs at a time.
    pub fn begin_with(queue: &DeadlineQueue, behaviour: Behaviour, concurrency: usize) -> Self {
        let (handler, begun, arrivals) = observer(behaviour);
        let (shutdown, gate) = (CancellationToken::new(), handler.gate.clone());
        let (queue, stop) = (queue.clone(), shutdown.clone());
        let worker = tokio::spawn(async move { work(&queue, handler, concurrency, stop).await });
        Self { begun, arrivals, gate, shutdown, worker }
    }

    /// Lets held jobs go on.
    pub fn let_go(&self) {
        self.gate.cancel();
    }

    /// Stops the worker gracefully. Returns the jobs that came and were not scanned at.
    pub async fn stop(mut self) -> Vec<Arrival> {
        self.shutdown.cancel();
        self.worker.await.expect("the worker ends well");
        let mut rest = Vec::new();
        while let Ok(arrival) = self.arrivals.0.try_recv() {
            rest.push(arrival);
        }
        rest
    }
}

/// A job of some session.
pub fn job(version: u64, due_at: Timestamp) -> PhaseDeadline {
    PhaseDeadline { session: SessionCode::parse("KWXTR").expect("a code"), version, due_at }
}

/// Schedules many jobs, some at the same time.
pub async fn schedule_all(queue: &DeadlineQueue, jobs: impl Iterator<Item = PhaseDeadline>) {
    stream::iter(jobs)
        .for_each_concurrent(200, |job| async move { queue.schedule(&job).await.expect("Redis answers") })
        .await;
}
