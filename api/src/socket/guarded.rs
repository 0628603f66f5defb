//! What holds when serving a socket panics: a game's words for another program's clients are a
//! cartridge's code, and run here.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use wpp_game::ids::SessionCode;

use super::close::Close;

/// Serves a socket. A panic closes it like any other end, so that whatever has to be done at the end is
/// done; the client may come back.
pub(super) async fn guarded(code: &SessionCode, served: impl Future<Output = Result<(), Close>>) -> Result<(), Close> {
    // What it worked on is dropped with it; of what outlives it, the line is only closed.
    AssertUnwindSafe(served).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!(%code, "serving a socket panicked; it is closed");
        Err(Close::Restart)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_end_like_others() {
        let code = SessionCode::parse("KWXTR").unwrap();
        assert_eq!(guarded(&code, async { panic!("a bug") }).await, Err(Close::Restart));
        assert_eq!(guarded(&code, async { Ok(()) }).await, Ok(()));
    }
}
