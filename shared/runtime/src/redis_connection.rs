//! Connections to Redis.
//!
//! A [`ConnectionManager`] reconnects after a failure and pipelines the commands of all its users over one
//! socket. A broken connection fails the commands in flight without a repetition, so every operation of this
//! crate is safe to repeat.

use std::time::Duration;

use redis::{
    AsyncCommands, Client, IntoConnectionInfo, ProtocolVersion, PushInfo, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::sync::mpsc::UnboundedSender;

/// Timeout of a command. Redis may pause for about a second while it saves. The library's default of
/// 0.5 s treats such a pause as a failure.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Longest pause between two attempts to reconnect, and so the delay after a restart of Redis.
const MAX_RECONNECT_DELAY: Duration = Duration::from_millis(500);

/// Opens a connection for commands.
///
/// # Errors
/// When `url` is malformed or Redis does not answer there.
pub async fn connect(url: &str) -> RedisResult<ConnectionManager> {
    ConnectionManager::new_with_config(Client::open(url)?, config()).await
}

/// Opens a connection for subscriptions. Published messages arrive at `pushes`. The connection repeats its
/// subscriptions after a reconnect; messages between the pushes `Disconnection` and `Subscribe` may be lost.
///
/// # Errors
/// When `url` is malformed or Redis does not answer there.
pub async fn connect_subscriber(url: &str, pushes: UnboundedSender<PushInfo>) -> RedisResult<ConnectionManager> {
    let info = url.into_connection_info()?;
    let resp3 = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
    let client = Client::open(info.set_redis_settings(resp3))?;
    let config = config().set_push_sender(pushes).set_automatic_resubscription();
    ConnectionManager::new_with_config(client, config).await
}

/// Checks that Redis answers.
///
/// # Errors
/// When Redis does not answer.
pub async fn ping(connection: &ConnectionManager) -> RedisResult<()> {
    connection.clone().ping::<String>().await.map(drop)
}

fn config() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_response_timeout(Some(RESPONSE_TIMEOUT))
        .set_connection_timeout(Some(RESPONSE_TIMEOUT))
        .set_max_delay(MAX_RECONNECT_DELAY)
        .set_number_of_retries(6)
}
