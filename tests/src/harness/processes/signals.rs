//! Signals to child processes.

use std::process::Child;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

/// Sends `signal`.
///
/// # Panics
/// Panics if the process cannot receive it.
pub(in crate::harness) fn send(signal: Signal, child: &Child) {
    kill_process(Pid::from_child(child), signal).expect("a child can be signalled");
}

/// Sends SIGSTOP and waits until the process has stopped.
///
/// The wait matters: until one of its threads has handled the signal, which takes long on a busy machine, all threads
/// run on.
///
/// # Panics
/// Panics if the process cannot be stopped.
pub(in crate::harness) fn stop(child: &Child) {
    send(Signal::STOP, child);
    let options = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    let status = waitid(WaitId::Pid(Pid::from_child(child)), options).expect("a child can be awaited");
    assert!(status.is_some_and(|status| status.stopped()), "the process ended instead of stopping");
}

/// Sends SIGCONT: a stopped process continues.
///
/// # Panics
/// Panics if the process cannot receive the signal.
pub(in crate::harness) fn resume(child: &Child) {
    send(Signal::CONT, child);
}
