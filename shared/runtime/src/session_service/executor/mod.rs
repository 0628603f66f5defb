//! The thread on which cartridges compute. A step that does not return is abandoned with its thread.
//!
//! A step takes microseconds. A step that does not return is a bug of a cartridge and must not block the threads
//! that serve other sessions. Steps therefore queue for one dedicated thread. Results are delivered in batches,
//! so that many steps cost few thread switches.
//!
//! A caller that waits for a stalled queue (the same step takes [`STALL_TIMEOUT`] of processor time) starts a replacement
//! thread, and the queue continues. A step without a result [`STEP_TIMEOUT`] later counts as failed, and its
//! session is quarantined. Processor time counts, because on a busy machine a thread may not run for that long.
//!
//! Guarantees: the process continues to serve, and a stalled step delays other sessions by a tenth of a second at
//! most. An abandoned thread gets the lowest priority and is counted (`wpp_abandoned_steps`). After
//! [`MAX_ABANDONED`] of them, further calls of the cartridge fail at once.
//!
//! Limits: an abandoned thread cannot be ended, and its memory is not bounded. The thread remains until the step
//! returns or the process restarts.
//!
//! `docs/decisions/0008` records the reasons.

mod os_thread;

use std::{
    collections::{BTreeMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use metrics::gauge;
use tokio::sync::oneshot;

use crate::telemetry::names;

/// Maximum duration of a step after it has stalled: about ten thousand times the usual duration. A step that waits for
/// something else than the processor counts as stalled after the same time.
pub(super) const STEP_TIMEOUT: Duration = Duration::from_secs(2);

/// Processor time after which a running step counts as stalled. Detection takes up to twice as long.
pub(super) const STALL_TIMEOUT: Duration = Duration::from_millis(50);

/// Maximum number of abandoned threads of one cartridge.
const MAX_ABANDONED: usize = 16;

/// Maximum number of steps before their results are delivered: a few milliseconds of work.
const RESULT_BATCH: usize = 32;

/// A queue of steps and its thread. Cheap to clone; the thread ends with the last clone.
#[derive(Clone)]
pub(super) struct StepExecutor {
    /// `None` runs steps on the caller's thread.
    owner: Option<Arc<Owner>>,
}

/// Ends the thread when the last [`StepExecutor`] is dropped. The thread holds [`Shared`] only.
struct Owner {
    shared: Arc<Shared>,
}

struct Shared {
    step_timeout: Duration,
    stall_timeout: Duration,
    queue: Mutex<Queue>,
    /// Signals a new step to the idle thread.
    new_step: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<QueuedStep>,
    /// Number of the current thread, from 1; 0 before the first. Threads with lower numbers are abandoned.
    thread: u64,
    /// The running step of the current thread.
    running: Option<RunningStep>,
    /// Results that are not delivered yet.
    results: Vec<Delivery>,
    last_ticket: u64,
    /// Number of abandoned threads by cartridge.
    abandoned: BTreeMap<String, usize>,
}

struct QueuedStep {
    ticket: u64,
    cartridge: String,
    work: Box<dyn FnOnce() -> Delivery + Send>,
}

/// Delivers the result of a step to its caller.
type Delivery = Box<dyn FnOnce() + Send>;

struct RunningStep {
    ticket: u64,
    cartridge: String,
    thread: os_thread::ThreadId,
    /// Processor time of the thread when the step began.
    began: Duration,
}

/// What a caller saw of the running step.
#[derive(Default)]
struct Seen {
    ticket: Option<u64>,
    /// For how long.
    lasted: Duration,
}

/// A step without a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum ExecutorError {
    /// The step did not return in time.
    #[error("the call timed out")]
    TimedOut,
    /// The cartridge has too many abandoned threads, or no thread can be started.
    #[error("no thread is available: {MAX_ABANDONED} calls of this cartridge do not return")]
    NoThread,
    /// The step panicked with this message.
    #[error("{0}")]
    Panicked(String),
}

impl StepExecutor {
    /// Returns an executor. The first step starts its thread.
    pub(super) fn new(step_timeout: Duration, stall_timeout: Duration) -> Self {
        let (queue, new_step) = (Mutex::default(), Condvar::new());
        let shared = Arc::new(Shared { step_timeout, stall_timeout, queue, new_step });
        Self { owner: Some(Arc::new(Owner { shared })) }
    }

    /// Returns an executor without a thread. Steps run at once, without a timeout.
    pub(super) fn inline() -> Self {
        Self { owner: None }
    }

    /// Runs `work` of `cartridge` on the dedicated thread and returns its result.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        cartridge: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ExecutorError> {
        // The work owns its data and is dropped after a panic, so no one observes a partial change.
        let call = || catch_unwind(AssertUnwindSafe(work)).map_err(|panic| panic_message(panic.as_ref()));
        let Some(Owner { shared }) = self.owner.as_deref() else {
            return call().map_err(ExecutorError::Panicked);
        };
        let (sender, mut receiver) = oneshot::channel();
        let (ticket, mut seen) = shared.enqueue(cartridge, move || {
            let result = call();
            Box::new(move || drop(sender.send(result)))
        })?;
        // Every caller checks for stalls, because the caller of the stalled step may have been cancelled.
        let mut abandoned_for = Duration::ZERO;
        while abandoned_for < shared.step_timeout {
            match tokio::time::timeout(shared.stall_timeout, &mut receiver).await {
                Ok(Ok(result)) => return result.map_err(ExecutorError::Panicked),
                // The step was dropped, because no thread could be started.
                Ok(Err(_)) => return Err(ExecutorError::NoThread),
                Err(_) => {
                    let is_abandoned = shared.check_stall(ticket, &mut seen);
                    abandoned_for += if is_abandoned { shared.stall_timeout } else { Duration::ZERO };
                }
            }
        }
        Err(ExecutorError::TimedOut)
    }
}

impl Shared {
    /// Adds a step to the queue. Returns its ticket and the running step.
    fn enqueue(
        self: &Arc<Self>,
        cartridge: &str,
        work: impl FnOnce() -> Delivery + Send + 'static,
    ) -> Result<(u64, Seen), ExecutorError> {
        let mut queue = self.lock();
        if queue.abandoned.get(cartridge).is_some_and(|count| *count >= MAX_ABANDONED) {
            return Err(ExecutorError::NoThread);
        }
        queue.last_ticket += 1;
        let ticket = queue.last_ticket;
        queue.waiting.push_back(QueuedStep { ticket, cartridge: cartridge.to_owned(), work: Box::new(work) });
        let running = queue.running.as_ref().map(|running| running.ticket);
        if queue.thread == 0 {
            self.start_thread(&mut queue)?;
        } else if running.is_none() {
            self.new_step.notify_one();
        }
        Ok((ticket, Seen { ticket: running, lasted: Duration::ZERO }))
    }

    /// Abandons the running step if it is still the one that the caller saw, and has stalled. Returns whether the step
    /// `ticket` is abandoned.
    fn check_stall(self: &Arc<Self>, ticket: u64, seen: &mut Seen) -> bool {
        let mut queue = self.lock();
        let running = queue.running.as_ref().map(|running| running.ticket);
        if running.is_none() || running != seen.ticket {
            *seen = Seen { ticket: running, lasted: Duration::ZERO };
        } else {
            seen.lasted += self.stall_timeout;
            if let Some(stalled) = queue.running.take_if(|running| self.has_stalled(running, seen.lasted)) {
                os_thread::lower_priority(stalled.thread);
                gauge!(names::ABANDONED_STEPS).increment(1);
                *queue.abandoned.entry(stalled.cartridge).or_default() += 1;
                if let Err(error) = self.start_thread(&mut queue) {
                    tracing::error!(%error, "replacement thread not started; steps wait");
                }
            }
        }
        let is_current = queue.running.as_ref().is_some_and(|running| running.ticket == ticket);
        !is_current && queue.waiting.iter().all(|step| step.ticket != ticket)
    }

    /// Returns whether a step that runs for at least `lasted` has used its processor time, or waits for something else.
    fn has_stalled(&self, step: &RunningStep, lasted: Duration) -> bool {
        let used = os_thread::processor_time_of(step.thread).map(|time| time.saturating_sub(step.began));
        lasted >= self.step_timeout || used.is_none_or(|used| used >= self.stall_timeout)
    }

    /// Starts a thread that replaces the current one.
    fn start_thread(self: &Arc<Self>, queue: &mut Queue) -> Result<(), ExecutorError> {
        queue.thread += 1;
        let (shared, number) = (self.clone(), queue.thread);
        let serve = move || shared.serve(number);
        thread::Builder::new().name("steps".to_owned()).spawn(serve).map(drop).map_err(|_| ExecutorError::NoThread)
    }

    /// Runs step after step until another thread replaces the thread `number`.
    fn serve(&self, number: u64) {
        let thread = os_thread::current();
        let mut queue = self.lock();
        while queue.thread == number {
            if queue.results.len() >= RESULT_BATCH || queue.waiting.is_empty() && !queue.results.is_empty() {
                let results = std::mem::take(&mut queue.results);
                drop(queue);
                results.into_iter().for_each(|deliver| deliver());
                queue = self.lock();
                continue;
            }
            let Some(QueuedStep { ticket, cartridge, work }) = queue.waiting.pop_front() else {
                queue = self.new_step.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let began = os_thread::processor_time();
            queue.running = Some(RunningStep { ticket, cartridge: cartridge.clone(), thread, began });
            drop(queue);
            let deliver = work();
            queue = self.lock();
            if queue.thread == number {
                queue.running = None;
                queue.results.push(deliver);
                continue;
            }
            // The step was abandoned and has returned late.
            deliver();
            if let Some(count) = queue.abandoned.get_mut(&cartridge) {
                *count = count.saturating_sub(1);
                gauge!(names::ABANDONED_STEPS).decrement(1);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.shared.lock().thread = u64::MAX;
        self.shared.new_step.notify_all();
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    /// Returns work that runs until `stop` is set.
    fn busy_loop(stop: &Arc<AtomicBool>) -> impl FnOnce() + Send + 'static {
        let stop = stop.clone();
        move || {
            while !stop.load(Ordering::Relaxed) {
                std::hint::spin_loop();
            }
        }
    }

    #[tokio::test]
    async fn one_dedicated_thread_runs_all_steps() {
        // A panic prints its backtrace, which takes longer than the stall timeout.
        let executor = StepExecutor::new(STEP_TIMEOUT, STEP_TIMEOUT);
        let thread = || thread::current().id();
        let first = executor.run("a", thread).await.unwrap();
        assert_ne!(first, thread::current().id());
        let panicked = executor.run("panics", || panic!("no {}", 7)).await;
        assert_eq!(panicked, Err::<(), _>(ExecutorError::Panicked("no 7".into())));
        assert_eq!(executor.run("b", thread).await.unwrap(), first);
    }

    #[tokio::test]
    async fn abandons_stalled_steps_and_runs_the_rest() {
        // Long enough for a new thread to start while the abandoned ones run.
        let step_timeout = SHORT * 10;
        let (executor, stop) = (StepExecutor::new(step_timeout, SHORT), Arc::new(AtomicBool::new(false)));
        let (lost, other) = tokio::join!(executor.run("loops", busy_loop(&stop)), executor.run("fine", || 7));
        assert_eq!((lost, other), (Err(ExecutorError::TimedOut), Ok(7)));
        for _ in 1..MAX_ABANDONED {
            assert_eq!(executor.run("loops", busy_loop(&stop)).await, Err(ExecutorError::TimedOut));
        }
        assert_eq!(executor.run("loops", || ()).await, Err(ExecutorError::NoThread));
        assert_eq!(executor.run("fine", || 7).await, Ok(7));
        // Once the steps return, the cartridge is served again.
        stop.store(true, Ordering::Relaxed);
        while executor.run("loops", || 7).await.is_err() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn abandons_a_stalled_step_without_a_caller() {
        let (executor, stop) = (StepExecutor::new(STEP_TIMEOUT, SHORT), Arc::new(AtomicBool::new(false)));
        let cancelled = tokio::time::timeout(Duration::ZERO, executor.run("loops", busy_loop(&stop))).await;
        assert!(cancelled.is_err(), "the caller is cancelled");
        assert_eq!(executor.run("fine", || 7).await, Ok(7));
        stop.store(true, Ordering::Relaxed);
    }

    #[tokio::test]
    async fn a_step_that_does_not_run_is_not_abandoned() {
        let executor = StepExecutor::new(STEP_TIMEOUT, SHORT);
        let (wake, woken) = std::sync::mpsc::channel::<()>();
        let waits = executor.run("waits", move || {
            woken.recv().unwrap();
            thread::current().id()
        });
        let others = async {
            tokio::time::sleep(SHORT * 5).await;
            wake.send(()).unwrap();
            executor.run("fine", || thread::current().id()).await
        };
        let (first, second) = tokio::join!(waits, others);
        assert_eq!(first, second, "no other thread replaced the first");
    }

    #[tokio::test]
    async fn a_slow_step_returns_and_delays_no_other() {
        let (executor, stop) = (StepExecutor::new(STEP_TIMEOUT, SHORT), Arc::new(AtomicBool::new(false)));
        let slow = executor.run("slow", busy_loop(&stop));
        let others = async {
            assert_eq!(executor.run("fine", || 7).await, Ok(7));
            stop.store(true, Ordering::Relaxed);
        };
        assert_eq!(tokio::join!(slow, others).0, Ok(()));
    }
}
