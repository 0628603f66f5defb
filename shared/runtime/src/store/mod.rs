//! The live store: all there is of a running session, in Redis.
//!
//! # Keys
//!
//! All keys of a session share the hash tag `{CODE}`, and so a slot.
//!
//! | key | type | holds |
//! |---|---|---|
//! | `{CODE}:state` | hash | `v` version · `s` the session as JSON · `w` the armed wake-up as `version:due_ms`, or empty · `x` when it expires by the writer's clock, in ms · `m` when somebody last said something in the chat, in ms since 1970, if ever |
//! | `{CODE}:events` | stream | the tail of the public events; id `<seq>-0`, field `e` the envelope |
//! | `{CODE}:presence` | hash | `<player>\|<instance>` → sockets that API process holds for that player |
//!
//! Events are also published on the channel `game_CODE`.
//!
//! # Invariants
//!
//! - State changes only through [`LiveStore::commit`], which is conditional on the version read:
//!   one script writes the state, appends the events, publishes them and renews the lifetimes, or
//!   does none of it.
//! - An event is in the stream before it is on the channel, so whoever misses it on the channel
//!   finds it in the stream.
//! - All three keys carry the same lifetime, so a session disappears whole.

mod keys;
mod scripts;
mod speak;

use redis::{RedisError, aio::ConnectionManager, streams::StreamRangeReply};
use wpp_game::{ids::SessionCode, time::Timestamp};

use self::scripts::Scripts;
pub use self::{
    keys::{Keys, channel, code_of_channel},
    speak::Spoken,
};

/// Events a session's stream keeps at least; a client that missed more starts from a snapshot.
/// A whole game of Fib with eight players has about 300.
pub const TAIL_LENGTH: usize = 512;

/// Reads and changes sessions in Redis. Cheap to clone.
#[derive(Clone)]
pub struct LiveStore {
    connection: ConnectionManager,
    scripts: &'static Scripts,
}

/// A session as it was read.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The version a commit has to name.
    pub version: u64,
    /// The session as JSON.
    pub state: String,
    /// The wake-up that was armed last.
    pub armed: Option<Armed>,
    /// When the session is forgotten if its lifetime is not renewed, by the clock of who renewed it
    /// last. Redis itself counts from then on, so that a clock that is wrong costs no session.
    pub expires_at: Timestamp,
    /// When somebody last said something in the chat.
    pub last_message_at: Option<Timestamp>,
}

/// A wake-up that is in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Armed {
    /// The version that armed it.
    pub version: u64,
    /// When it is due.
    pub due_at: Timestamp,
}

/// What a commit writes.
#[derive(Debug)]
pub struct Commit<'a> {
    /// The version the step read.
    pub read_version: u64,
    /// The version it makes.
    pub version: u64,
    /// The session as JSON.
    pub state: &'a str,
    /// The wake-up that is in the queue for it.
    pub armed: Option<Armed>,
    /// The events with their envelopes, in order.
    pub events: &'a [(u64, String)],
    /// Renews how long the session lives if nothing more happens; `None` leaves it as it is.
    pub lifetime: Option<Lifetime>,
}

/// How long a session lives if nothing more happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// From now, in milliseconds.
    pub ms: u64,
    /// The same as a moment.
    pub until: Timestamp,
}

/// How a commit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// All of it is written and published.
    Done,
    /// Somebody else was first; nothing is written.
    Conflict,
    /// The session is gone; nothing is written.
    Gone,
}

/// How a deletion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// All of the session is gone.
    Done {
        /// How many keys it had.
        keys: u64,
    },
    /// Somebody changed the session meanwhile; nothing is deleted.
    Conflict,
    /// It was gone already.
    Gone,
}

impl LiveStore {
    /// A store on `connection`.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self { connection, scripts: Scripts::get() }
    }

    /// The connection it uses.
    #[must_use]
    pub fn connection(&self) -> &ConnectionManager {
        &self.connection
    }

    /// Stores a new session. `false` when its code is taken.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn create(&self, code: &SessionCode, state: &str, lifetime: Lifetime) -> Result<bool, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.create.key(&keys.state);
        call.arg(state).arg(lifetime.ms).arg(lifetime.until.millis()).invoke_async(&mut self.connection.clone()).await
    }

    /// Reads a session.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn load(&self, code: &SessionCode) -> Result<Option<Stored>, RedisError> {
        type Fields = (Option<u64>, Option<String>, Option<String>, Option<i64>, Option<i64>);
        let (version, state, armed, expires, said): Fields = redis::cmd("HMGET")
            .arg(Keys::of(code).state)
            .arg(&["v", "s", "w", "x", "m"])
            .query_async(&mut self.connection.clone())
            .await?;
        Ok(version.zip(state).map(|(version, state)| Stored {
            version,
            state,
            armed: armed.as_deref().and_then(Armed::parse),
            expires_at: Timestamp::from_millis(expires.unwrap_or(0)),
            last_message_at: said.map(Timestamp::from_millis),
        }))
    }

    /// Writes a step, if nobody changed the session since it was read.
    ///
    /// # Errors
    /// When Redis does not answer; the commit may or may not have happened.
    pub async fn commit(&self, code: &SessionCode, commit: &Commit<'_>) -> Result<Committed, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.commit.key(&keys.state);
        call.key(&keys.events).key(&keys.presence);
        call.arg(commit.read_version).arg(commit.version).arg(commit.state);
        call.arg(commit.armed.map(|armed| armed.to_string()).unwrap_or_default());
        let (ms, until) = commit.lifetime.map_or((0, 0), |lifetime| (lifetime.ms, lifetime.until.millis()));
        call.arg(ms).arg(until).arg(channel(code)).arg(TAIL_LENGTH);
        for (seq, envelope) in commit.events {
            call.arg(format!("{seq}-0")).arg(envelope);
        }
        let answer: i64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match answer {
            1 => Committed::Done,
            0 => Committed::Conflict,
            _ => Committed::Gone,
        })
    }

    /// The envelopes with `after < seq ≤ upto`, as far as the stream still has them.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn events(&self, code: &SessionCode, after: u64, upto: u64) -> Result<Vec<(u64, String)>, RedisError> {
        if after >= upto {
            return Ok(Vec::new());
        }
        let reply: StreamRangeReply = redis::cmd("XRANGE")
            .arg(Keys::of(code).events)
            .arg(format!("{}-0", after.saturating_add(1)))
            .arg(format!("{upto}-0"))
            .query_async(&mut self.connection.clone())
            .await?;
        let event = |entry: redis::streams::StreamId| {
            let seq = entry.id.split('-').next()?.parse().ok()?;
            Some((seq, entry.get("e")?))
        };
        Ok(reply.ids.into_iter().filter_map(event).collect())
    }

    /// Says something beside the numbered events to whoever hears this session's channel now.
    /// Nothing is stored.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn publish(&self, code: &SessionCode, message: &str) -> Result<(), RedisError> {
        redis::cmd("PUBLISH").arg(channel(code)).arg(message).query_async(&mut self.connection.clone()).await
    }

    /// Deletes a session whole, if nobody changed it since it was read, publishing `farewell` as
    /// its last event.
    ///
    /// # Errors
    /// When Redis does not answer; it may or may not have happened.
    pub async fn delete(&self, code: &SessionCode, read_version: u64, farewell: &str) -> Result<Deleted, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.delete.key(&keys.state);
        call.key(&keys.events).key(&keys.presence).arg(read_version).arg(channel(code)).arg(farewell);
        let answer: i64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match u64::try_from(answer) {
            Ok(0) => Deleted::Conflict,
            Ok(keys) => Deleted::Done { keys },
            Err(_) => Deleted::Gone,
        })
    }
}

impl Armed {
    fn parse(text: &str) -> Option<Self> {
        let (version, due_ms) = text.split_once(':')?;
        Some(Self { version: version.parse().ok()?, due_at: Timestamp::from_millis(due_ms.parse().ok()?) })
    }
}

impl std::fmt::Display for Armed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.version, self.due_at.millis())
    }
}
