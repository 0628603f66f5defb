//! Publication of chat messages on a session's channel.

use redis::RedisError;
use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{keys::Keys, live::LiveStore};
use crate::broadcast::Broadcast;

/// A chat message to publish.
#[derive(Debug)]
pub struct ChatNotice<'a> {
    /// The message as clients receive it.
    pub broadcast: &'a Broadcast,
    /// Time of the message: the session's new `last_message_at`, unless that is later already.
    pub at: Timestamp,
    /// The session's version when it was read.
    pub version: u64,
    /// Lifetime of such a session from now on, in milliseconds: a message keeps its session alive. `None`
    /// keeps the current expiry.
    pub lifetime_ms: Option<u64>,
}

impl LiveStore {
    /// Publishes a chat message and records its time. Returns `false` when the session does not exist.
    /// Repeating the call publishes the message again.
    ///
    /// # Errors
    /// When Redis does not answer; the message may be published.
    pub async fn publish_chat(&self, code: &SessionCode, notice: &ChatNotice<'_>) -> Result<bool, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.publish_chat.key(&keys.state);
        call.key(&keys.events).key(&keys.presence).key(&keys.crowd).key(&keys.ballots);
        call.arg(self.channel(code))
            .arg(serde_json::to_string(notice.broadcast).map_err(std::io::Error::from)?)
            .arg(notice.at.millis());
        call.arg(notice.version).arg(notice.lifetime_ms.unwrap_or(0));
        let exists: bool = call.invoke_async(&mut self.connection.clone()).await?;
        if !exists {
            self.confirm_missing(code).await?;
        }
        Ok(exists)
    }
}
