//! Reading and changing sessions in Redis.

use std::io;

use redis::{RedisError, Value, streams::StreamRangeReply};
use wpp_game::{ids::SessionCode, time::Timestamp};

use super::{
    keys::{Keys, channel, probe_key, sharded_channel},
    scripts::Scripts,
    values::{ArmedWakeUp, Commit, CommitOutcome, DeleteOutcome, Lifetime, StoredEvent, StoredSession, TAIL_LENGTH},
};
use crate::redis_connection::{RedisConnection, confirm_primary};

/// Reads and changes sessions in Redis. Cheap to clone.
#[derive(Clone)]
pub struct LiveStore {
    pub(super) connection: RedisConnection,
    pub(super) scripts: &'static Scripts,
}

impl LiveStore {
    /// Returns a store on `connection`.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self { connection, scripts: Scripts::get() }
    }

    /// Returns the store's connection.
    #[must_use]
    pub fn connection(&self) -> &RedisConnection {
        &self.connection
    }

    /// Returns the channel of a session.
    pub(super) fn channel(&self, code: &SessionCode) -> String {
        if self.connection.is_cluster() { sharded_channel(code) } else { channel(code) }
    }

    /// Stores a new session. Returns `false` when its code is taken.
    ///
    /// # Errors
    /// When Redis does not answer; the session may be stored.
    pub async fn create(&self, code: &SessionCode, state: &str, lifetime: Lifetime) -> Result<bool, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.create.key(&keys.state);
        call.arg(state).arg(lifetime.ms).arg(lifetime.until.millis()).invoke_async(&mut self.connection.clone()).await
    }

    /// Returns the id of the server that stores a session. The id changes when the server restarts, when a replica takes
    /// over, and when a cluster moves the session: whenever acknowledged steps may be lost.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn id(&self, code: &SessionCode) -> Result<String, RedisError> {
        self.scripts.store_id.key(Keys::of(code).state).invoke_async(&mut self.connection.clone()).await
    }

    /// Reads a session. `None` when it does not exist.
    ///
    /// # Errors
    /// When Redis does not answer, or lacks the session and takes no writes: such a replica may be incomplete.
    pub async fn load(&self, code: &SessionCode) -> Result<Option<StoredSession>, RedisError> {
        type Fields =
            (Option<u64>, Option<String>, Option<String>, Option<i64>, Option<i64>, Option<String>, Option<String>);
        let (version, state, armed, expires, last_message, store_id, crowd): Fields = redis::cmd("HMGET")
            .arg(Keys::of(code).state)
            .arg(&["v", "s", "w", "x", "m", "r", "a"])
            .query_async(&mut self.connection.clone())
            .await?;
        let Some((version, state)) = version.zip(state) else {
            // The caller ends the session's sockets and deletes its chat.
            self.confirm_missing(code).await?;
            return Ok(None);
        };
        Ok(Some(StoredSession {
            version,
            state,
            armed: armed.as_deref().and_then(ArmedWakeUp::parse),
            expires_at: Timestamp::from_millis(expires.unwrap_or(0)),
            last_message_at: last_message.map(Timestamp::from_millis),
            store_id: store_id.unwrap_or_default(),
            crowd: crowd.unwrap_or_default(),
        }))
    }

    /// Returns the versions of sessions; `None` for those that do not exist.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn versions(&self, codes: &[SessionCode]) -> Result<Vec<Option<u64>>, RedisError> {
        let mut commands = redis::pipe();
        for code in codes {
            commands.cmd("HGET").arg(Keys::of(code).state).arg("v");
        }
        if codes.is_empty() { Ok(Vec::new()) } else { commands.query_async(&mut self.connection.clone()).await }
    }

    /// Writes a step if the session still has the version that the step read.
    ///
    /// # Errors
    /// When Redis does not answer; the step may be written.
    pub async fn commit(&self, code: &SessionCode, commit: &Commit<'_>) -> Result<CommitOutcome, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.commit.key(&keys.state);
        call.key(&keys.events).key(&keys.presence).key(&keys.crowd).key(&keys.ballots);
        call.arg(commit.read_version).arg(commit.version).arg(commit.state);
        call.arg(commit.armed.map(|armed| armed.to_string()).unwrap_or_default());
        let (ms, until) = commit.lifetime.map_or((0, 0), |lifetime| (lifetime.ms, lifetime.until.millis()));
        call.arg(ms).arg(until).arg(self.channel(code)).arg(TAIL_LENGTH).arg(commit.adopts.unwrap_or_default());
        call.arg(commit.crowd.unwrap_or("-"));
        for event in commit.events {
            call.arg(format!("{}-0", event.seq)).arg(&event.envelope).arg(event.variants());
        }
        Ok(match call.invoke_async(&mut self.connection.clone()).await? {
            Value::Int(1) => CommitOutcome::Done,
            Value::Int(0) => CommitOutcome::Conflict,
            Value::Int(_) => {
                self.confirm_missing(code).await?;
                CommitOutcome::Gone
            }
            store_id => CommitOutcome::StoreChanged { store_id: redis::from_redis_value(store_id)? },
        })
    }

    /// Returns the events with `after < seq ≤ upto` that the stream still has.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn events(&self, code: &SessionCode, after: u64, upto: u64) -> Result<Vec<StoredEvent>, RedisError> {
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
            let variants: String = entry.get("p").unwrap_or_default();
            Some(StoredEvent::new(seq, entry.get::<String>("e")?, &variants))
        };
        Ok(reply.ids.into_iter().filter_map(event).collect())
    }

    /// Publishes a message without a sequence number on the session's channel. Stores nothing.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn publish(&self, code: &SessionCode, message: &str) -> Result<(), RedisError> {
        redis::cmd(if self.connection.is_cluster() { "SPUBLISH" } else { "PUBLISH" })
            .arg(self.channel(code))
            .arg(message)
            .query_async(&mut self.connection.clone())
            .await
    }

    /// Deletes a session if it still has the version read. Publishes `last_event` as its last event.
    ///
    /// # Errors
    /// When Redis does not answer; the session may be deleted.
    pub async fn delete(
        &self,
        code: &SessionCode,
        read_version: u64,
        last_event: &str,
    ) -> Result<DeleteOutcome, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.delete.key(&keys.state);
        call.key(&keys.events).key(&keys.presence).key(&keys.crowd).key(&keys.ballots);
        call.arg(read_version).arg(self.channel(code)).arg(last_event);
        let answer: i64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match u64::try_from(answer) {
            Ok(0) => DeleteOutcome::Conflict,
            Ok(keys) => DeleteOutcome::Done { keys },
            Err(_) => {
                self.confirm_missing(code).await?;
                DeleteOutcome::Gone
            }
        })
    }

    /// Checks that a session which an answer lacked is missing. The answer may come from an earlier server, which dropped
    /// its data when it became a replica, so the session is looked up once more.
    ///
    /// # Errors
    /// When Redis does not answer or takes no writes, or the session exists.
    pub(super) async fn confirm_missing(&self, code: &SessionCode) -> Result<(), RedisError> {
        confirm_primary(&self.connection, &probe_key(code)).await?;
        let exists: bool =
            redis::cmd("EXISTS").arg(Keys::of(code).state).query_async(&mut self.connection.clone()).await?;
        if exists {
            return Err(io::Error::other("the answer came from a server that was replaced").into());
        }
        Ok(())
    }
}
