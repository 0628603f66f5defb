//! Opening of connections, and the subscriptions that a new connection takes over.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use redis::{AsyncConnectionConfig, ProtocolVersion, PushInfo, PushKind, RedisResult, aio::SendError};
use tokio::sync::{Notify, mpsc::UnboundedSender};
use tokio_util::sync::CancellationToken;

use super::generation::Generation;
use crate::redis_address::RedisAddress;

/// Timeout of one attempt to connect to a server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Maximum number of channels of one command.
const SUBSCRIBE_BATCH: usize = 256;

/// Opens the connections to one address.
pub(super) struct Opener {
    address: RedisAddress,
    /// Receives published messages; `None` for a connection without subscriptions.
    pushes: Option<UnboundedSender<PushInfo>>,
    /// The channels that users have requested.
    channels: Mutex<BTreeSet<String>>,
    /// Notified when the current connection may need a replacement.
    suspect: Arc<Notify>,
}

impl Opener {
    pub(super) fn new(address: RedisAddress, pushes: Option<UnboundedSender<PushInfo>>) -> Self {
        Self { address, pushes, channels: Mutex::default(), suspect: Arc::default() }
    }

    /// Requests a check of the current connection.
    pub(super) fn suspect(&self) -> &Arc<Notify> {
        &self.suspect
    }

    /// Opens a connection without subscriptions. Resolves the address again: a name or the Sentinels may lead to
    /// another server than before.
    pub(super) async fn open(&self) -> RedisResult<Generation> {
        // Only version 3 of the protocol passes messages and answers over the same connection.
        let protocol = if self.pushes.is_some() { ProtocolVersion::RESP3 } else { ProtocolVersion::RESP2 };
        let client = self.address.primary(protocol).await?;
        let ended = CancellationToken::new();
        // `Generation` limits the time of commands.
        let mut config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT_TIMEOUT)).set_response_timeout(None);
        if let Some(pushes) = self.pushes.clone() {
            let (ended, suspect) = (ended.clone(), self.suspect.clone());
            config = config.set_push_sender(move |push: PushInfo| {
                // A replaced connection may still receive messages, which its successor receives too.
                if ended.is_cancelled() {
                    return Err(SendError);
                }
                if push.kind == PushKind::Disconnection {
                    ended.cancel();
                    suspect.notify_one();
                }
                pushes.send(push).map_err(|_| SendError)
            });
        }
        let connection = client.get_multiplexed_async_connection_with_config(&config).await?;
        Ok(Generation { connection, server: client.get_connection_info().addr().to_string(), ended })
    }

    /// Subscribes a new connection to the requested channels.
    pub(super) async fn subscribe(&self, generation: &Generation) -> RedisResult<()> {
        let channels: Vec<String> = self.channels().iter().cloned().collect();
        for batch in channels.chunks(SUBSCRIBE_BATCH) {
            generation.connection.clone().subscribe(batch).await?;
        }
        Ok(())
    }

    /// Adds `channels` to those that a new connection subscribes to.
    pub(super) fn request(&self, channels: &[String]) {
        self.channels().extend(channels.iter().cloned());
    }

    /// Removes `channel` from those that a new connection subscribes to.
    pub(super) fn release(&self, channel: &str) {
        self.channels().remove(channel);
    }

    fn channels(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
