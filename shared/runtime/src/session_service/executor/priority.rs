//! The scheduling priority of one thread. Only Linux has one per thread; elsewhere an abandoned thread competes
//! with the others.

#[cfg(target_os = "linux")]
pub(super) use self::linux::{ThreadId, current, lower};
#[cfg(not(target_os = "linux"))]
pub(super) use self::none::{ThreadId, current, lower};

#[cfg(target_os = "linux")]
mod linux {
    pub(in super::super) type ThreadId = rustix::thread::Pid;

    /// The lowest priority.
    const LOWEST: i32 = 19;

    /// Returns the calling thread's id.
    pub(in super::super) fn current() -> ThreadId {
        rustix::thread::gettid()
    }

    /// Sets a thread to the lowest priority.
    pub(in super::super) fn lower(thread: ThreadId) {
        if let Err(error) = rustix::process::setpriority_process(Some(thread), LOWEST) {
            tracing::warn!(%error, "priority of an abandoned step not lowered");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod none {
    pub(in super::super) type ThreadId = ();

    pub(in super::super) fn current() -> ThreadId {}

    pub(in super::super) fn lower((): ThreadId) {}
}
