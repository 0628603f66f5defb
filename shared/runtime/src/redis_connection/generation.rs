//! One of the connections that replace each other.

use std::{io, time::Duration};

use redis::{RedisResult, aio::MultiplexedConnection};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Timeout of a command. Redis may pause for about a second while it saves.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection until its replacement.
pub(super) struct Generation {
    pub(super) connection: MultiplexedConnection,
    /// The server's address, for the log.
    pub(super) server: String,
    /// Cancelled when the connection broke or another one takes over. Ends the commands in flight.
    pub(super) ended: CancellationToken,
}

impl Generation {
    /// Awaits a command's answer until the timeout or the end of this connection.
    pub(super) async fn within_limits<T>(&self, command: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
        tokio::select! {
            // A replaced subscriber must not confirm a subscription that its successor does not have.
            biased;
            () = self.ended.cancelled() => {
                Err(io::Error::new(io::ErrorKind::ConnectionReset, "the connection to Redis ended").into())
            }
            answer = timeout(RESPONSE_TIMEOUT, command) => answer.unwrap_or_else(|_| {
                let message = format!("Redis did not answer within {} s", RESPONSE_TIMEOUT.as_secs());
                Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
            }),
        }
    }
}
