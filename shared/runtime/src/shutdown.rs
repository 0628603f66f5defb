//! The signals that stop a process.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Exit status of a program that SIGINT ended.
const INTERRUPTED: i32 = 130;

/// Returns a token that the first signal cancels. The second signal ends the process at once.
#[must_use]
pub fn at_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        signalled().await;
        token.cancel();
        signalled().await;
        std::process::exit(INTERRUPTED);
    });
    stop
}

/// Waits for the first SIGTERM, SIGINT or SIGHUP, which a closed terminal sends. When the handlers cannot be installed, the signal's default action
/// stops the process at once.
async fn signalled() {
    let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
    let [Ok(mut terminate), Ok(mut interrupt), Ok(mut hangup)] = kinds.map(signal) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hangup.recv() => {}
    }
}
