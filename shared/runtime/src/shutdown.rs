//! The signals that stop a process.

use tokio::signal::unix::{SignalKind, signal};

/// Waits for the first SIGTERM or SIGINT. When the handlers cannot be installed, the signal's default action
/// stops the process at once.
pub async fn signalled() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
