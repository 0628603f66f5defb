//! Where cartridges compute: on a thread apart, which is left behind when a step does not return.
//!
//! What is said of steps here holds for whatever else a cartridge is asked: a service has a line for steps,
//! one for what people are shown, and one for what is said beside a game, so that none waits for another.
//!
//! A step takes microseconds. One that does not return is a cartridge's bug, and it must not take
//! along the threads on which other sessions are served. So steps stand in line for one thread of
//! their own, and what came of them is handed over together: many steps cost few changes of thread,
//! and those who waited go on side by side. Who waits for a step that holds up the line for
//! [`STALLED`] puts another thread in its place, and the line goes on. A step that is not done after
//! [`BUDGET`] is given up, and its session is quarantined.
//!
//! What this can do: the process keeps serving, and the other sessions are held up for a tenth of a
//! second at most. A thread that is left behind is given the lowest priority, so that it gets what
//! processor time nobody else wants, and is counted (`wpp_abandoned_steps`). After [`LEFT_BEHIND`] of
//! them a cartridge's sessions are quarantined without being tried.
//!
//! What it cannot do: end such a thread (no thread can be ended from outside without harm to the
//! rest), or bound the memory it takes. It stays until it returns or the process is started anew.

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

/// How long a step may take: some ten thousand times what it does take, so that a machine out of
/// breath quarantines nobody.
pub const BUDGET: Duration = Duration::from_secs(2);

/// How long a step may hold up the others: between one and two of this.
pub const STALLED: Duration = Duration::from_millis(50);

/// Threads of one cartridge's steps that may be left behind at a time.
pub const LEFT_BEHIND: usize = 16;

/// How many steps are done before the first of them is handed over: some milliseconds' worth.
const TOGETHER: usize = 32;

/// The line and its thread, cheap to share.
#[derive(Clone)]
pub(super) struct StepExecutor(Arc<Owner>);

/// When the last of a runner's copies goes, so does its thread.
struct Owner(Arc<Shared>);

struct Shared {
    /// How long a step may take.
    budget: Duration,
    /// How long it may hold up the line.
    stalled: Duration,
    line: Mutex<Line>,
    /// Rung when somebody lines up and the thread waits.
    bell: Condvar,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Job>,
    /// The number of the thread that serves; those before it were left behind. 0: there is none yet.
    server: u64,
    /// What it works on; `None` while it waits.
    running: Option<Running>,
    /// What was done and not handed over yet.
    done: Vec<HandOver>,
    last_ticket: u64,
    left_behind: BTreeMap<String, usize>,
}

struct Job {
    ticket: u64,
    cartridge: String,
    work: Box<dyn FnOnce() -> HandOver + Send>,
}

/// Gives whoever waits for a step what came of it.
type HandOver = Box<dyn FnOnce() + Send>;

struct Running {
    ticket: u64,
    cartridge: String,
    thread: priority::ThreadId,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failed {
    /// It did not return in time.
    #[error("it did not end in its time")]
    TimedOut,
    /// Too many steps of the cartridge have run away.
    #[error("{LEFT_BEHIND} calls of this cartridge do not end")]
    NoThread,
    /// It panicked.
    #[error("{0}")]
    Panicked(String),
}

impl StepExecutor {
    /// A runner with these limits.
    pub(super) fn new(budget: Duration, stalled: Duration) -> Self {
        Self(Arc::new(Owner(Arc::new(Shared { budget, stalled, line: Mutex::default(), bell: Condvar::new() }))))
    }

    /// Runs `work` of `cartridge` on the thread apart, and waits for it as long as it may take.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        cartridge: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failed> {
        let shared = &self.0.0;
        let (done, mut result) = oneshot::channel();
        let (ticket, mut seen) = shared.line_up(cartridge, move || {
            // What it works on is its own and dropped after a panic: nobody sees it half-changed.
            let outcome = catch_unwind(AssertUnwindSafe(work)).map_err(|panic| message(panic.as_ref()));
            Box::new(move || drop(done.send(outcome)))
        })?;
        // Whoever waits watches: not only over their own step, for who waits for that may have gone.
        let mut taken = Duration::ZERO;
        while taken < shared.budget {
            match tokio::time::timeout(shared.stalled, &mut result).await {
                Ok(Ok(worked)) => return worked.map_err(Failed::Panicked),
                // The thread could not be started.
                Ok(Err(_)) => return Err(Failed::NoThread),
                Err(_) => {
                    let is_waiting = shared.look(ticket, &mut seen);
                    taken += if is_waiting { Duration::ZERO } else { shared.stalled };
                }
            }
        }
        Err(Failed::TimedOut)
    }
}

impl Shared {
    /// Puts a step at the end of the line. Returns its ticket, and that of the step that runs.
    fn line_up(
        self: &Arc<Self>,
        cartridge: &str,
        work: impl FnOnce() -> HandOver + Send + 'static,
    ) -> Result<(u64, Option<u64>), Failed> {
        let mut line = self.lock();
        if line.left_behind.get(cartridge).is_some_and(|count| *count >= LEFT_BEHIND) {
            return Err(Failed::NoThread);
        }
        line.last_ticket += 1;
        let ticket = line.last_ticket;
        line.waiting.push_back(Job { ticket, cartridge: cartridge.to_owned(), work: Box::new(work) });
        let running = line.running.as_ref().map(|running| running.ticket);
        if line.server == 0 {
            self.replace(&mut line)?;
        } else if running.is_none() {
            self.bell.notify_one();
        }
        Ok((ticket, running))
    }

    /// Lets the line go on if it stands where it stood when it was `seen` last. Returns whether
    /// `ticket` still waits for its turn.
    fn look(self: &Arc<Self>, ticket: u64, seen: &mut Option<u64>) -> bool {
        let mut line = self.lock();
        let running = line.running.as_ref().map(|running| running.ticket);
        if running.is_some() && running == *seen {
            if let Some(running) = line.running.take() {
                priority::lower(running.thread);
                gauge!(names::ABANDONED_STEPS).increment(1);
                *line.left_behind.entry(running.cartridge).or_default() += 1;
            }
            if let Err(error) = self.replace(&mut line) {
                tracing::error!(%error, "no thread can be started; steps wait");
            }
        }
        *seen = running;
        line.waiting.iter().any(|job| job.ticket == ticket)
    }

    /// Puts a new thread in the place of the one that serves.
    fn replace(self: &Arc<Self>, line: &mut Line) -> Result<(), Failed> {
        line.server += 1;
        let (shared, number) = (self.clone(), line.server);
        let serve = move || shared.serve(number);
        thread::Builder::new().name("steps".to_owned()).spawn(serve).map(drop).map_err(|_| Failed::NoThread)
    }

    /// Takes step after step, until another thread has this one's place.
    fn serve(&self, number: u64) {
        let thread = priority::current();
        let mut line = self.lock();
        while line.server == number {
            if line.done.len() >= TOGETHER || line.waiting.is_empty() && !line.done.is_empty() {
                let done = std::mem::take(&mut line.done);
                drop(line);
                done.into_iter().for_each(|hand_over| hand_over());
                line = self.lock();
                continue;
            }
            let Some(Job { ticket, cartridge, work }) = line.waiting.pop_front() else {
                line = self.bell.wait(line).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            line.running = Some(Running { ticket, cartridge: cartridge.clone(), thread });
            drop(line);
            let hand_over = work();
            line = self.lock();
            if line.server == number {
                line.running = None;
                line.done.push(hand_over);
                continue;
            }
            hand_over();
            if let Some(count) = line.left_behind.get_mut(&cartridge) {
                // It returned after all.
                *count = count.saturating_sub(1);
                gauge!(names::ABANDONED_STEPS).decrement(1);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.lock().server = u64::MAX;
        self.0.bell.notify_all();
    }
}

/// The priority of one thread of a process, which only Linux knows.
#[cfg(target_os = "linux")]
mod priority {
    pub(super) type ThreadId = rustix::thread::Pid;

    /// The lowest there is.
    const LOWEST: i32 = 19;

    pub(super) fn current() -> ThreadId {
        rustix::thread::gettid()
    }

    pub(super) fn lower(thread: ThreadId) {
        if let Err(error) = rustix::process::setpriority_process(Some(thread), LOWEST) {
            tracing::warn!(%error, "a step that does not end keeps its priority");
        }
    }
}

/// Elsewhere a thread that ran away competes with the others.
#[cfg(not(target_os = "linux"))]
mod priority {
    pub(super) type ThreadId = ();

    pub(super) fn current() -> ThreadId {}

    pub(super) fn lower((): ThreadId) {}
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    /// Turns until it is told to stop.
    fn turning(stop: &Arc<AtomicBool>) -> impl FnOnce() + Send + 'static {
        let stop = stop.clone();
        move || {
            while !stop.load(Ordering::Relaxed) {
                std::hint::spin_loop();
            }
        }
    }

    #[tokio::test]
    async fn one_thread_apart_does_all_the_work() {
        // A panic is told with all its frames, which takes a while.
        let runner = StepExecutor::new(BUDGET, BUDGET);
        let name = || thread::current().id();
        let first = runner.run("a", name).await.unwrap();
        assert_ne!(first, thread::current().id());
        assert_eq!(runner.run("panics", || panic!("no {}", 7)).await, Err::<(), _>(Failed::Panicked("no 7".into())));
        assert_eq!(runner.run("b", name).await.unwrap(), first);
    }

    #[tokio::test]
    async fn who_runs_away_is_left_behind_and_the_others_go_on() {
        let (runner, stop) = (StepExecutor::new(SOON * 3, SOON), Arc::new(AtomicBool::new(false)));
        let (lost, other) = tokio::join!(runner.run("loops", turning(&stop)), runner.run("fine", || 7));
        assert_eq!((lost, other), (Err(Failed::TimedOut), Ok(7)));
        for _ in 1..LEFT_BEHIND {
            assert_eq!(runner.run("loops", turning(&stop)).await, Err(Failed::TimedOut));
        }
        assert_eq!(runner.run("loops", || ()).await, Err(Failed::NoThread));
        assert_eq!(runner.run("fine", || 7).await, Ok(7));
        // As soon as they return after all, the cartridge is served again.
        stop.store(true, Ordering::Relaxed);
        while runner.run("loops", || 7).await.is_err() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn nobody_need_wait_for_a_step_that_runs_away_to_be_left_behind() {
        let (runner, stop) = (StepExecutor::new(BUDGET, SOON), Arc::new(AtomicBool::new(false)));
        let forgotten = tokio::time::timeout(Duration::ZERO, runner.run("loops", turning(&stop))).await;
        assert!(forgotten.is_err(), "who waited for it has gone");
        assert_eq!(runner.run("fine", || 7).await, Ok(7));
        stop.store(true, Ordering::Relaxed);
    }

    #[tokio::test]
    async fn a_step_that_is_slow_is_waited_for_and_holds_up_nobody() {
        let (runner, stop) = (StepExecutor::new(BUDGET, SOON), Arc::new(AtomicBool::new(false)));
        let slow = runner.run("slow", turning(&stop));
        let others = async {
            assert_eq!(runner.run("fine", || 7).await, Ok(7));
            stop.store(true, Ordering::Relaxed);
        };
        assert_eq!(tokio::join!(slow, others).0, Ok(()));
    }
}
