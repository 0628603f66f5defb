//! Connections to Redis.
//!
//! A [`ConnectionManager`] reconnects by itself and pipelines the commands of all its users over
//! one socket. It does not repeat the command that was in flight when the connection broke; what
//! is built on it must bear repeating, and does.

use std::time::Duration;

use redis::{
    AsyncCommands, Client, IntoConnectionInfo, ProtocolVersion, PushInfo, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::sync::mpsc::UnboundedSender;

/// Redis may stand still while it saves or the machine is busy; the library's half second ended
/// whole workers over a stall of 0.9 s.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest pause between two tries to reconnect: a restarted Redis is found within this.
const MAX_RECONNECT_DELAY: Duration = Duration::from_millis(500);

/// A connection for commands.
///
/// # Errors
/// When `url` is no Redis address or nobody answers there.
pub async fn connect(url: &str) -> RedisResult<ConnectionManager> {
    ConnectionManager::new_with_config(Client::open(url)?, patient()).await
}

/// A connection for subscriptions: what is published arrives at `pushes`, and after a reconnect
/// it subscribes anew by itself. Between the pushes `Disconnection` and `Subscribe` messages may
/// have been lost.
///
/// # Errors
/// When `url` is no Redis address or nobody answers there.
pub async fn connect_subscriber(url: &str, pushes: UnboundedSender<PushInfo>) -> RedisResult<ConnectionManager> {
    let info = url.into_connection_info()?;
    let resp3 = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
    let client = Client::open(info.set_redis_settings(resp3))?;
    let config = patient().set_push_sender(pushes).set_automatic_resubscription();
    ConnectionManager::new_with_config(client, config).await
}

/// Whether Redis answers.
///
/// # Errors
/// When it does not.
pub async fn ping(connection: &ConnectionManager) -> RedisResult<()> {
    connection.clone().ping::<String>().await.map(drop)
}

fn patient() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_response_timeout(Some(RESPONSE_TIMEOUT))
        .set_connection_timeout(Some(RESPONSE_TIMEOUT))
        .set_max_delay(MAX_RECONNECT_DELAY)
        .set_number_of_retries(6)
}
