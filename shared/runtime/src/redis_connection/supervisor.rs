//! Checks a connection and replaces it.

use std::{
    io,
    sync::{Arc, Weak},
    time::Duration,
};

use metrics::{counter, histogram};
use redis::{Cmd, RedisResult};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{fault::needs_other_server, generation::Generation, server::Supervised};
use crate::{
    clock::{Clock as _, SystemClock},
    telemetry::{chain, names},
};

/// Time between two checks of a connection.
const CHECK_EVERY: Duration = Duration::from_millis(500);

/// Time in which a probe is answered, unless the server pauses or the connection is silent.
const PROBE_TIMEOUT: Duration = Duration::from_secs(1);

/// Timeout of one attempt to replace a connection.
const REPLACE_TIMEOUT: Duration = Duration::from_secs(2);

/// Time between the answers of two connections to a server that paused.
const GRACE: Duration = Duration::from_millis(200);

/// Pause after a failed attempt to replace a connection.
const RETRY: Duration = Duration::from_millis(200);

/// A key that no process writes.
pub(super) const PROBE_KEY: &str = "wpp:probe";

/// Checks the connection until all its users have dropped it, or its server is retired.
pub(super) async fn run(server: Weak<Supervised>, suspect: Arc<Notify>) {
    let mut is_failing = false;
    loop {
        match is_failing {
            true => sleep(RETRY).await,
            false => tokio::select! { () = sleep(CHECK_EVERY) => {}, () = suspect.notified() => {} },
        }
        let Some(server) = server.upgrade().filter(|server| !server.retired.is_cancelled()) else { return };
        let checked = server.check().await;
        match &checked {
            // An outage is one line of the log, and its end another.
            Err(error) if is_failing => tracing::debug!(error = %chain(error), "connection to Redis not replaced"),
            Err(error) => tracing::warn!(error = %chain(error), "connection to Redis not replaced, retrying"),
            Ok(()) => {}
        }
        is_failing = checked.is_err();
    }
}

impl Supervised {
    /// Probes the current connection and replaces it if necessary.
    async fn check(&self) -> RedisResult<()> {
        let Some(generation) = self.current() else {
            let first = self.candidate().await?;
            return self.install(first).await;
        };
        if generation.ended.is_cancelled() {
            return self.replace(&generation, "it broke").await;
        }
        let mut probe = std::pin::pin!(probe(&generation));
        match timeout(PROBE_TIMEOUT, &mut probe).await {
            Ok(Err(error)) if needs_other_server(&error) => {
                self.replace(&generation, "its server takes no writes").await
            }
            Ok(Err(error)) if error.is_unrecoverable_error() => {
                generation.ended.cancel();
                self.replace(&generation, "it broke").await
            }
            // After any other error the server answers.
            Ok(_) => Ok(()),
            Err(_) => {
                self.opener.report_move();
                let new = tokio::select! {
                    // The server only paused.
                    _ = &mut probe => return Ok(()),
                    new = self.candidate() => new?,
                };
                // After a pause, both connections answer at about the same time.
                match timeout(GRACE, probe).await {
                    Ok(_) => Ok(()),
                    Err(_) => self.take_over(&generation, new, "it is silent").await,
                }
            }
        }
    }

    async fn replace(&self, old: &Generation, reason: &str) -> RedisResult<()> {
        let new = self.candidate().await?;
        self.take_over(old, new, reason).await
    }

    /// Opens a connection whose server answers and takes writes.
    async fn candidate(&self) -> RedisResult<Generation> {
        let opening = async {
            let new = self.opener.open().await?;
            match probe(&new).await {
                Err(error) if needs_other_server(&error) || error.is_io_error() => Err(error),
                // A server without a permission for the probe answers with an error.
                _ => Ok(new),
            }
        };
        timeout(REPLACE_TIMEOUT, opening).await.unwrap_or_else(|_| Err(no_answer()))
    }

    /// Makes `new` the current connection, with the subscriptions of `old`.
    async fn take_over(&self, old: &Generation, new: Generation, reason: &str) -> RedisResult<()> {
        old.ended.cancel();
        let to = new.server.clone();
        self.install(new).await?;
        counter!(names::REDIS_REPLACED).increment(1);
        tracing::warn!(reason, from = old.server, to, "connection to Redis replaced");
        Ok(())
    }

    /// Makes `new` the current connection, with the requested subscriptions.
    async fn install(&self, new: Generation) -> RedisResult<()> {
        timeout(REPLACE_TIMEOUT, self.opener.subscribe(&new)).await.unwrap_or_else(|_| Err(no_answer()))?;
        self.current.send_replace(Some(Arc::new(new)));
        Ok(())
    }
}

fn no_answer() -> redis::RedisError {
    io::Error::new(io::ErrorKind::TimedOut, "Redis answers no new connection").into()
}

/// Returns a write that changes nothing: `key` never exists. A replica rejects the command; a primary writes nothing to
/// its log.
pub(super) fn probe_command(key: &str) -> Cmd {
    let mut command = redis::cmd("DEL");
    command.arg(key);
    command
}

async fn probe(generation: &Generation) -> RedisResult<()> {
    let begun = SystemClock.micros();
    // Counted as in flight: a push that the library takes for an answer ends the connection then.
    let _in_flight = generation.count_in_flight();
    let answer = generation.connection.clone().send_packed_command(&probe_command(PROBE_KEY)).await?;
    #[expect(clippy::cast_precision_loss, reason = "a round trip is far below 2^52 microseconds")]
    histogram!(names::REDIS_ROUND_TRIP).record((SystemClock.micros() - begun).max(0) as f64 / 1e6);
    answer.extract_error().map(drop)
}
