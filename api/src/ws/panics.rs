//! Panics in a connection's task. A foreign protocol is cartridge code and runs in this task.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use wpp_game::ids::SessionCode;

use crate::wire::close::Close;

/// A panic that was caught. The panic itself is in the log.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// Runs `served` and catches a panic, so that the connection is cleaned up and the client reconnects.
pub(super) fn catch_panics<T>(served: impl Future<Output = T>) -> impl Future<Output = Result<T, Panicked>> {
    // Not an async function, which would have twice the size of `served`.
    // Unwind safe: the state that the future changed is dropped with it, and the socket is only closed afterwards.
    AssertUnwindSafe(served).catch_unwind().map(|caught| caught.map_err(|_| Panicked))
}

impl Panicked {
    /// Logs that the task of a socket panicked. Returns the reason for which the socket is closed.
    pub(super) fn report(self, code: &SessionCode) -> Close {
        tracing::error!(%code, "a socket's task panicked; the socket is closed");
        Close::Restart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn panic_closes_the_socket() {
        assert_eq!(catch_panics::<()>(async { panic!("a bug") }).await, Err(Panicked));
        assert_eq!(catch_panics(async { 7 }).await, Ok(7));
        assert_eq!(Panicked.report(&SessionCode::parse("KWXTRN").unwrap()), Close::Restart);
    }
}
