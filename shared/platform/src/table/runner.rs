//! Where cartridges compute: on threads of their own, with a bound on the time and on the threads.
//!
//! A step takes microseconds. One that does not return is a cartridge's bug, and it must not take
//! along the thread on which other sessions are served. So steps run on threads apart. Whoever waits
//! for one waits [`BUDGET`] at most and then goes on without it; the session is quarantined.
//!
//! What this can do: the process keeps serving, and so do the other sessions and the other
//! cartridges. A thread that ran away is given the lowest priority, so that it gets what processor
//! time nobody else wants, and it is counted (`wpp_runaway_steps`). A cartridge has [`THREADS`]
//! threads: when all of them have run away, its sessions are quarantined without being tried.
//!
//! What it cannot do: end such a thread (no thread can be ended from outside without harm to the
//! rest), or bound the memory it takes. It stays until it returns or the process is started anew.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Sender},
    },
    thread,
    time::Duration,
};

use metrics::gauge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::telemetry::names;

/// How long a step may take: some ten thousand times what it does take, so that a machine out of
/// breath quarantines nobody.
pub const BUDGET: Duration = Duration::from_secs(2);

/// Threads on which one cartridge's steps may run at a time.
pub const THREADS: usize = 16;

type Job = Box<dyn FnOnce() + Send>;

/// The threads, cheap to share.
#[derive(Clone)]
pub(super) struct Runner(Arc<Shared>);

struct Shared {
    /// How long a step may take.
    budget: Duration,
    /// Threads that wait for something to do; the one that stopped last is the first to go on, for
    /// what it needs is still in the processor's cache.
    idle: Mutex<Vec<Sender<Job>>>,
    places: Mutex<BTreeMap<String, Arc<Semaphore>>>,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failed {
    /// It did not return in time.
    #[error("a step did not end in its time")]
    RanAway,
    /// Every thread of the cartridge has run away.
    #[error("all {THREADS} threads of this cartridge are held by steps that do not end")]
    NoThread,
    /// It panicked.
    #[error("{0}")]
    Panicked(String),
}

impl Runner {
    /// A runner that waits for a step so long.
    pub(super) fn new(budget: Duration) -> Self {
        Self(Arc::new(Shared { budget, idle: Mutex::default(), places: Mutex::default() }))
    }

    /// Runs `work` of `cartridge` on a thread apart and waits for it as long as it may take.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        cartridge: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failed> {
        let place =
            tokio::time::timeout(self.0.budget, self.place(cartridge)).await.map_err(|_| Failed::NoThread)??;
        let (done, result) = oneshot::channel();
        let thread = Arc::new(Overdue::default());
        let job = {
            let thread = thread.clone();
            move || {
                thread.begin();
                // What it works on is its own and dropped after a panic: nobody sees it half-changed.
                let worked = catch_unwind(AssertUnwindSafe(work)).map_err(|panic| message(panic.as_ref()));
                thread.end();
                drop(place);
                let _ = done.send(worked);
            }
        };
        self.start(Box::new(job), &thread)?;
        match tokio::time::timeout(self.0.budget, result).await {
            Ok(Ok(worked)) => worked.map_err(Failed::Panicked),
            // The thread is gone without a word.
            Ok(Err(_)) => Err(Failed::Panicked("a step was abandoned".to_owned())),
            Err(_) => {
                thread.demote();
                Err(Failed::RanAway)
            }
        }
    }

    async fn place(&self, cartridge: &str) -> Result<OwnedSemaphorePermit, Failed> {
        let places = {
            let mut all = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
            match all.get(cartridge) {
                Some(places) => places.clone(),
                None => all.entry(cartridge.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(THREADS))).clone(),
            }
        };
        places.acquire_owned().await.map_err(|_| Failed::NoThread)
    }

    /// Hands the job to a thread that waits, or to a new one.
    fn start(&self, job: Job, overdue: &Arc<Overdue>) -> Result<(), Failed> {
        let waiting = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let job = match waiting {
            None => job,
            Some(thread) => match thread.send(self.and_wait(job, overdue.clone(), thread.clone())) {
                Ok(()) => return Ok(()),
                Err(unsent) => unsent.0,
            },
        };
        let (thread, jobs) = mpsc::channel::<Job>();
        let first = self.and_wait(job, overdue.clone(), thread);
        let work = move || {
            first();
            // The last sender lies among the idle, or is dropped: then the thread ends.
            while let Ok(next) = jobs.recv() {
                next();
            }
        };
        let spawned = thread::Builder::new().name("step".to_owned()).spawn(work);
        spawned.map(|_| ()).map_err(|_| Failed::NoThread)
    }

    /// The job, and then its thread among the idle again; unless it had run away, whose low priority
    /// cannot be taken back.
    fn and_wait(&self, job: Job, overdue: Arc<Overdue>, thread: Sender<Job>) -> Job {
        let shared = self.0.clone();
        Box::new(move || {
            job();
            if !overdue.is_demoted() {
                shared.idle.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
            }
        })
    }
}

/// One job's thread, as far as it has to be known to those who wait for it.
#[derive(Default)]
struct Overdue(Mutex<State>);

#[derive(Default)]
struct State {
    thread: Option<priority::ThreadId>,
    ended: bool,
    demoted: bool,
}

impl Overdue {
    fn begin(&self) {
        self.lock().thread = Some(priority::current());
    }

    fn end(&self) {
        let mut state = self.lock();
        state.ended = true;
        if state.demoted {
            gauge!(names::RUNAWAYS).decrement(1);
        }
    }

    /// Gives the thread what processor time nobody else wants, and counts it; unless it has ended
    /// meanwhile after all.
    fn demote(&self) {
        let mut state = self.lock();
        if state.ended {
            return;
        }
        state.demoted = true;
        gauge!(names::RUNAWAYS).increment(1);
        if let Some(thread) = state.thread {
            priority::lower(thread);
        }
    }

    fn is_demoted(&self) -> bool {
        self.lock().demoted
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Turns until it is told to stop.
    fn spin(stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            std::hint::spin_loop();
        }
    }

    #[tokio::test]
    async fn work_is_done_on_threads_that_are_used_again() {
        let runner = Runner::new(BUDGET);
        let name = || thread::current().id();
        let first = runner.run("a", name).await.unwrap();
        assert_ne!(first, thread::current().id());
        assert_eq!(runner.run("panics", || panic!("no {}", 7)).await, Err::<(), _>(Failed::Panicked("no 7".into())));
        assert_eq!(runner.run("a", || 7).await, Ok(7));
        assert_eq!(runner.0.idle.lock().unwrap().len(), 1, "one thread did all of it");
    }

    #[tokio::test]
    async fn who_runs_away_is_left_behind_and_harms_no_other_cartridge() {
        let (runner, stop) = (Runner::new(Duration::from_millis(20)), Arc::new(AtomicBool::new(false)));
        let turning = || {
            let stop = stop.clone();
            move || spin(&stop)
        };
        for _ in 0..THREADS {
            assert_eq!(runner.run("loops", turning()).await, Err(Failed::RanAway));
        }
        assert_eq!(runner.run("loops", || ()).await, Err(Failed::NoThread));
        assert!(runner.0.idle.lock().unwrap().is_empty());
        stop.store(true, Ordering::Relaxed);
        // As soon as one returns after all, its place is free again.
        let place = runner.0.places.lock().unwrap()["loops"].clone();
        let every = u32::try_from(THREADS).unwrap();
        let _places = place.acquire_many(every).await.unwrap();
    }
}
