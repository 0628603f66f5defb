//! What is said in a session's chat, told to whoever hears its channel.

use redis::RedisError;
use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{Keys, LiveStore, channel};
use crate::broadcast::Broadcast;

/// A chat message on its way out.
#[derive(Debug)]
pub struct Spoken<'a> {
    /// As it is told.
    pub aside: &'a Broadcast,
    /// When it was taken: the session's `last_message_at`, unless a later one is noted already.
    pub at: Timestamp,
    /// The session's version when it was read …
    pub version: u64,
    /// … and how long such a session lives from now on, since talking is living; `None` leaves it as
    /// it is.
    pub lifetime_ms: Option<u64>,
}

impl LiveStore {
    /// Tells a chat message and notes when it was said, if the session is still there. Repeating it
    /// tells it again. `false` when the session is gone.
    ///
    /// # Errors
    /// When Redis does not answer; it may or may not have happened.
    pub async fn speak(&self, code: &SessionCode, spoken: &Spoken<'_>) -> Result<bool, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.speak.key(&keys.state);
        call.key(&keys.events).key(&keys.presence);
        call.arg(channel(code))
            .arg(serde_json::to_string(spoken.aside).map_err(std::io::Error::from)?)
            .arg(spoken.at.millis());
        call.arg(spoken.version).arg(spoken.lifetime_ms.unwrap_or(0));
        call.invoke_async(&mut self.connection.clone()).await
    }
}
