//! Checks a connection and replaces it.

use std::{
    io,
    sync::{Arc, Weak},
    time::Duration,
};

use metrics::{counter, histogram};
use redis::{Cmd, RedisResult, aio::MultiplexedConnection};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{Shared, fault::needs_other_server, generation::Generation};
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
const PROBE_KEY: &str = "wpp:probe";

/// Checks the connection until all its users have dropped it.
pub(super) async fn run(shared: Weak<Shared>, suspect: Arc<Notify>) {
    let mut is_failing = false;
    loop {
        match is_failing {
            true => sleep(RETRY).await,
            false => tokio::select! { () = sleep(CHECK_EVERY) => {}, () = suspect.notified() => {} },
        }
        let Some(shared) = shared.upgrade() else { return };
        let checked = shared.check().await;
        match &checked {
            // An outage is one line of the log, and its end another.
            Err(error) if is_failing => tracing::debug!(error = %chain(error), "connection to Redis not replaced"),
            Err(error) => tracing::warn!(error = %chain(error), "connection to Redis not replaced, retrying"),
            Ok(()) => {}
        }
        is_failing = checked.is_err();
    }
}

impl Shared {
    /// Probes the current connection and replaces it if necessary.
    async fn check(&self) -> RedisResult<()> {
        let generation = self.current();
        if generation.ended.is_cancelled() {
            return self.replace(&generation, "it broke").await;
        }
        let mut probe = std::pin::pin!(probe(generation.connection.clone()));
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
            match probe(new.connection.clone()).await {
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
        timeout(REPLACE_TIMEOUT, self.opener.subscribe(&new)).await.unwrap_or_else(|_| Err(no_answer()))?;
        counter!(names::REDIS_REPLACED).increment(1);
        tracing::warn!(reason, from = old.server, to = new.server, "connection to Redis replaced");
        self.current.send_replace(Arc::new(new));
        Ok(())
    }
}

fn no_answer() -> redis::RedisError {
    io::Error::new(io::ErrorKind::TimedOut, "Redis answers no new connection").into()
}

/// Returns a write that changes nothing. A replica rejects the command; a primary writes nothing to its log.
pub(super) fn probe_command() -> Cmd {
    let mut command = redis::cmd("DEL");
    command.arg(PROBE_KEY);
    command
}

async fn probe(mut connection: MultiplexedConnection) -> RedisResult<()> {
    let begun = SystemClock.micros();
    let answer = connection.send_packed_command(&probe_command()).await?;
    #[expect(clippy::cast_precision_loss, reason = "a round trip is far below 2^52 microseconds")]
    histogram!(names::REDIS_ROUND_TRIP).record((SystemClock.micros() - begun).max(0) as f64 / 1e6);
    answer.extract_error().map(drop)
}
