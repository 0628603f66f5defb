//! The threads on which the simulator calls rules. Rules that do not return are abandoned with their thread.
//!
//! The executors of sessions allow a call two seconds, and the replay of a long game takes longer. A replay counts its calls
//! of the rules instead, so that only one call that does not return ends it. A thread cannot be ended from outside, so the
//! number of threads is limited. The next program, with changed rules, starts without them.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::{
    sync::{Semaphore, oneshot},
    time::timeout,
};

use super::error::SimulatorError;

/// Maximum duration of one call of the rules. In a program without optimisations, one takes milliseconds.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum number of threads, which includes those that do not return. Each open page needs one.
const MAX_THREADS: usize = 4;

/// Starts a thread for each replay.
#[derive(Debug, Clone)]
pub struct RuleThreads {
    free: Arc<Semaphore>,
    call_timeout: Duration,
}

/// The progress of a replay, which its caller watches.
#[derive(Debug, Default)]
pub struct Progress {
    /// Number of calls of the rules.
    calls: AtomicUsize,
    /// Number of the input of the last call, from 1; 0 for the lobby.
    input: AtomicUsize,
    /// Whether nobody waits for the result any more.
    is_abandoned: AtomicBool,
}

impl Progress {
    /// Records that a call of the rules begins, for the input `number`.
    ///
    /// # Errors
    /// [`SimulatorError::Abandoned`] when nobody waits for the result.
    pub(super) fn begin_call(&self, number: usize) -> Result<(), SimulatorError> {
        self.input.store(number, Ordering::Relaxed);
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.is_abandoned.load(Ordering::Relaxed) { Err(SimulatorError::Abandoned) } else { Ok(()) }
    }
}

/// The caller of a replay. Ends the replay at its next call when it is dropped.
#[derive(Default)]
struct Caller {
    progress: Arc<Progress>,
    /// Number of calls of the rules when the caller looked last.
    seen: usize,
}

impl Caller {
    /// Returns whether the rules were not called since the last time.
    fn is_stuck(&mut self) -> bool {
        let calls = self.progress.calls.load(Ordering::Relaxed);
        std::mem::replace(&mut self.seen, calls) == calls
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.progress.is_abandoned.store(true, Ordering::Relaxed);
    }
}

impl Default for RuleThreads {
    fn default() -> Self {
        Self::new(CALL_TIMEOUT)
    }
}

impl RuleThreads {
    /// Limits each call of the rules to `call_timeout`.
    #[must_use]
    pub fn new(call_timeout: Duration) -> Self {
        Self { free: Arc::new(Semaphore::new(MAX_THREADS)), call_timeout }
    }

    /// Runs `work`, which calls rules, on a thread of its own.
    ///
    /// # Errors
    /// [`SimulatorError`] when the work fails, panics or does not return, or when no thread is free.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Progress) -> Result<T, SimulatorError> + Send + 'static,
    ) -> Result<T, SimulatorError> {
        let thread = timeout(self.call_timeout, self.free.clone().acquire_owned()).await;
        let Ok(Ok(thread)) = thread else { return Err(SimulatorError::NoThread) };
        let mut caller = Caller::default();
        let (sender, mut receiver) = oneshot::channel();
        let progress = caller.progress.clone();
        let call = move || {
            // The work owns its data and is dropped after a panic, so no one observes a partial change.
            let result = catch_unwind(AssertUnwindSafe(|| work(&progress)));
            drop(thread);
            // The caller may have left.
            drop(sender.send(result));
        };
        thread::Builder::new().name("simulator".to_owned()).spawn(call).map_err(|_| SimulatorError::NoThread)?;
        loop {
            match timeout(self.call_timeout, &mut receiver).await {
                Ok(Ok(Ok(result))) => return result,
                Ok(Ok(Err(panic))) => return Err(SimulatorError::Panicked(panic_message(panic.as_ref()).to_owned())),
                Ok(Err(_)) => return Err(SimulatorError::NoThread),
                Err(_) if caller.is_stuck() => {
                    return Err(SimulatorError::TimedOut { number: caller.progress.input.load(Ordering::Relaxed) });
                }
                Err(_) => {}
            }
        }
    }
}

/// Returns the message of a panic.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the terminal has the reason")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn limits_the_calls_that_do_not_return() {
        let threads = RuleThreads::new(Duration::from_millis(20));
        let mut blocked = Vec::new();
        for _ in 0..MAX_THREADS {
            let (release, released) = mpsc::channel::<()>();
            blocked.push(release);
            let blocks = move |_: &Progress| {
                let _ = released.recv();
                Ok(())
            };
            let ended = threads.run(blocks).await;
            assert!(matches!(ended, Err(SimulatorError::TimedOut { number: 0 })), "{ended:?}");
        }
        assert!(matches!(threads.run(|_| Ok(())).await, Err(SimulatorError::NoThread)));
        // Once the rules return, their threads are free.
        blocked.clear();
        while threads.run(|_| Ok(())).await.is_err() {}
    }

    #[test]
    fn a_replay_that_calls_the_rules_is_not_stuck() {
        let mut caller = Caller::default();
        for number in 1..4 {
            caller.progress.begin_call(number).unwrap();
            assert!(!caller.is_stuck());
        }
        assert!(caller.is_stuck());
    }

    #[tokio::test]
    async fn a_replay_ends_after_its_caller() {
        let threads = RuleThreads::default();
        let ((started, start), (ended, end)) = (oneshot::channel(), oneshot::channel());
        let replay = threads.run(move |progress| {
            let _ = started.send(());
            while progress.begin_call(1).is_ok() {
                thread::yield_now();
            }
            let _ = ended.send(());
            Ok(())
        });
        tokio::select! {
            _ = replay => panic!("the replay ended before its caller"),
            _ = start => {}
        }
        assert_eq!(end.await, Ok(()));
    }

    #[tokio::test]
    async fn names_a_panic() {
        let panicked = RuleThreads::default().run(|_| -> Result<(), SimulatorError> { panic!("no {}", 7) }).await;
        assert_eq!(panicked.unwrap_err().to_string(), "the rules panic: no 7");
    }
}
