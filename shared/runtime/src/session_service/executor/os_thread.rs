//! Priority and processor time of one thread. Only Linux has them for another thread; elsewhere an abandoned thread
//! competes with the others, and a step's time is that of the clock.

#[cfg(target_os = "linux")]
pub(super) use self::linux::{ThreadId, current, lower_priority, processor_time, processor_time_of};
#[cfg(not(target_os = "linux"))]
pub(super) use self::none::{ThreadId, current, lower_priority, processor_time, processor_time_of};

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    pub(in super::super) type ThreadId = rustix::thread::Pid;

    /// The lowest priority.
    const LOWEST: i32 = 19;

    /// Returns the calling thread's id.
    pub(in super::super) fn current() -> ThreadId {
        rustix::thread::gettid()
    }

    /// Sets a thread to the lowest priority.
    pub(in super::super) fn lower_priority(thread: ThreadId) {
        if let Err(error) = rustix::process::setpriority_process(Some(thread), LOWEST) {
            tracing::warn!(%error, "priority of an abandoned step not lowered");
        }
    }

    /// Returns the processor time of the calling thread.
    pub(in super::super) fn processor_time() -> Duration {
        // A processor time is never negative, so the conversion cannot fail.
        Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
    }

    /// Returns the processor time of a thread of this process.
    pub(in super::super) fn processor_time_of(thread: ThreadId) -> Option<Duration> {
        let path = format!("/proc/self/task/{}/schedstat", thread.as_raw_nonzero());
        let stat = std::fs::read_to_string(path).ok()?;
        stat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }
}

#[cfg(not(target_os = "linux"))]
mod none {
    use std::time::Duration;

    pub(in super::super) type ThreadId = ();

    pub(in super::super) fn current() -> ThreadId {}

    pub(in super::super) fn lower_priority((): ThreadId) {}

    pub(in super::super) fn processor_time() -> Duration {
        Duration::ZERO
    }

    pub(in super::super) fn processor_time_of((): ThreadId) -> Option<Duration> {
        None
    }
}
