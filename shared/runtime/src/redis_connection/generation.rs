//! One of the connections that replace each other.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use redis::{Pipeline, RedisError, RedisResult, Value, aio::MultiplexedConnection};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Timeout of a command. Redis may pause for about a second while it saves.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Maximum number of channels of one request.
const SUBSCRIBE_BATCH: usize = 256;

/// A connection until its replacement.
pub(super) struct Generation {
    pub(super) connection: MultiplexedConnection,
    /// The server's address, for the log.
    pub(super) server: String,
    /// Cancelled when the connection broke or another one takes over. Ends the commands in flight.
    pub(super) ended: CancellationToken,
    /// Number of commands in flight.
    pub(super) in_flight: Arc<AtomicUsize>,
}

impl Generation {
    /// Returns whether commands may use this connection.
    pub(super) fn is_open(&self) -> bool {
        !self.ended.is_cancelled()
    }

    /// Awaits a command's answer until the timeout or the end of this connection.
    pub(super) async fn within_limits<T>(&self, command: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
        let _in_flight = self.count_in_flight();
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

    /// Counts a command as in flight until the returned value is dropped.
    pub(super) fn count_in_flight(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Ordering::SeqCst);
        InFlight(&self.in_flight)
    }

    /// Subscribes to `channels`. Returns those that the server refused, each with the reason.
    ///
    /// # Errors
    /// When Redis does not answer; some channels may be subscribed.
    pub(super) async fn subscribe(&self, channels: &[String]) -> RedisResult<Vec<(String, RedisError)>> {
        let mut refused = Vec::new();
        for batch in channels.chunks(SUBSCRIBE_BATCH) {
            // One command for each channel, because a cluster refuses channels of two slots in one command.
            let mut commands = redis::pipe();
            for channel in batch {
                commands.cmd(if is_sharded(channel) { "SSUBSCRIBE" } else { "SUBSCRIBE" }).arg(channel);
            }
            let answers = self.answers(&commands).await?;
            let answers = batch.iter().zip(answers);
            refused
                .extend(answers.filter_map(|(channel, answer)| Some((channel.clone(), answer.extract_error().err()?))));
        }
        Ok(refused)
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When Redis does not confirm.
    pub(super) async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        let mut command = redis::pipe();
        command.cmd(if is_sharded(channel) { "SUNSUBSCRIBE" } else { "UNSUBSCRIBE" }).arg(channel);
        self.answers(&command).await?.into_iter().try_for_each(|answer| answer.extract_error().map(drop))
    }

    /// Sends commands of subscriptions. Redis answers each once.
    async fn answers(&self, commands: &Pipeline) -> RedisResult<Vec<Value>> {
        let mut connection = self.connection.clone();
        self.within_limits(connection.send_packed_commands(commands, 0, commands.len())).await
    }
}

/// Returns whether a channel belongs to a hash slot of a cluster.
fn is_sharded(channel: &str) -> bool {
    channel.contains('{')
}

/// A command whose answer is awaited.
pub(super) struct InFlight<'a>(&'a AtomicUsize);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
