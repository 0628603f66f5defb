//! Opening of connections, and the subscriptions that a new connection takes over.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use redis::{
    Client, PushInfo, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig, SendError},
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use super::generation::Generation;

/// Timeout of one attempt to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Longest pause between two attempts to reconnect, and so the delay after a restart of Redis.
const MAX_RECONNECT_DELAY: Duration = Duration::from_millis(500);

/// Idle time after which the kernel probes a connection, and the interval of further probes.
const KEEPALIVE: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(1)];

/// Unanswered probes, or seconds of unacknowledged data, after which the kernel ends a connection.
const KEEPALIVE_TRIES: u32 = 3;

/// Maximum number of channels of one command.
const SUBSCRIBE_BATCH: usize = 256;

/// Opens the connections to one address.
pub(super) struct Opener {
    client: Client,
    /// Receives published messages; `None` for a connection without subscriptions.
    pushes: Option<UnboundedSender<PushInfo>>,
    /// The channels that users have requested.
    channels: Mutex<BTreeSet<String>>,
}

/// Returns the settings of the socket. The kernel ends a connection whose peer vanished, also when no command is sent.
pub(super) fn tcp_settings() -> TcpSettings {
    let [idle, interval] = KEEPALIVE;
    let keepalive = TcpKeepalive::new().with_time(idle).with_interval(interval).with_retries(KEEPALIVE_TRIES);
    let settings = TcpSettings::default().set_keepalive(keepalive);
    #[cfg(target_os = "linux")]
    let settings = settings.set_user_timeout(interval * KEEPALIVE_TRIES);
    settings
}

impl Opener {
    pub(super) fn new(client: Client, pushes: Option<UnboundedSender<PushInfo>>) -> Self {
        Self { client, pushes, channels: Mutex::default() }
    }

    /// Opens a connection without subscriptions.
    pub(super) async fn open(&self) -> RedisResult<Generation> {
        let replaced = CancellationToken::new();
        // Timeouts of commands also cover the wait for a reconnect, so `Generation` sets them.
        let mut config = ConnectionManagerConfig::new()
            .set_response_timeout(None)
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_max_delay(MAX_RECONNECT_DELAY)
            .set_number_of_retries(6);
        if let Some(pushes) = self.pushes.clone() {
            let replaced = replaced.clone();
            // A replaced connection may still receive messages, which its successor receives too.
            let push = move |push: PushInfo| match replaced.is_cancelled() {
                true => Err(SendError),
                false => pushes.send(push).map_err(|_| SendError),
            };
            config = config.set_push_sender(push).set_automatic_resubscription();
        }
        let manager = ConnectionManager::new_with_config(self.client.clone(), config).await?;
        Ok(Generation { manager, replaced })
    }

    /// Subscribes a new connection to the requested channels.
    pub(super) async fn subscribe(&self, generation: &Generation) -> RedisResult<()> {
        let channels: Vec<String> = self.channels().iter().cloned().collect();
        for batch in channels.chunks(SUBSCRIBE_BATCH) {
            generation.manager.clone().subscribe(batch).await?;
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
