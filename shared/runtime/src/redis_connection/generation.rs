//! One of the connections that replace each other.

use std::{io, time::Duration};

use redis::{RedisResult, aio::ConnectionManager};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Timeout of a command. Redis may pause for about a second while it saves. The library's default of
/// 0.5 s treats such a pause as a failure.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection until its replacement.
pub(super) struct Generation {
    pub(super) manager: ConnectionManager,
    /// Cancelled when another connection takes over. Ends the commands in flight.
    pub(super) replaced: CancellationToken,
}

impl Generation {
    /// Awaits a command's answer until the timeout or the replacement of this connection.
    pub(super) async fn within_limits<T>(&self, command: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
        tokio::select! {
            // A replaced subscriber must not confirm a subscription that its successor does not have.
            biased;
            () = self.replaced.cancelled() => {
                Err(io::Error::new(io::ErrorKind::ConnectionReset, "the connection to Redis was replaced").into())
            }
            answer = timeout(RESPONSE_TIMEOUT, command) => answer.unwrap_or_else(|_| {
                let message = format!("Redis did not answer within {} s", RESPONSE_TIMEOUT.as_secs());
                Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
            }),
        }
    }
}
