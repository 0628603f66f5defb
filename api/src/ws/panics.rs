//! Panics in a connection's task. A foreign protocol is cartridge code and runs in this task.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use wpp_game::ids::SessionCode;

use crate::wire::close::Close;

/// Runs `served`. A panic becomes [`Close::Restart`], so that the connection is cleaned up and the client reconnects.
pub(super) async fn catch_panics<T, E: From<Close>>(
    code: &SessionCode,
    served: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    // Unwind safe: the state that the future changed is dropped with it, and the socket is only closed afterwards.
    AssertUnwindSafe(served).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!(%code, "a socket's task panicked; the socket is closed");
        Err(Close::Restart.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn panic_closes_the_socket() {
        let code = SessionCode::parse("KWXTRN").unwrap();
        assert_eq!(catch_panics::<(), Close>(&code, async { panic!("a bug") }).await, Err(Close::Restart));
        assert_eq!(catch_panics::<_, Close>(&code, async { Ok(7) }).await, Ok(7));
    }
}
