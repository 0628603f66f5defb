//! Connections to Redis.
//!
//! A [`RedisConnection`] pipelines the commands of all its users over one socket. A broken connection fails the
//! commands in flight without a repetition, so every operation of this crate is safe to repeat.
//!
//! # Replacement
//!
//! | fault | detected by | reaction |
//! |---|---|---|
//! | the connection breaks | the socket | the client library reconnects |
//! | the peer is silent, or vanished without a reset | a probe without an answer | replaced once a new connection answers |
//! | the server became a replica, or loads its data | the error of a probe or command | replaced once a server takes writes |
//!
//! A new connection resolves the host's name again. A server that only pauses answers no new connection either, so
//! the old one stays and its commands keep waiting.

mod fault;
mod generation;
mod opener;
mod requirements;
mod supervisor;

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use redis::{
    Client, Cmd, IntoConnectionInfo, Pipeline, ProtocolVersion, PushInfo, RedisFuture, RedisResult, Value,
    aio::ConnectionLike,
};
use tokio::sync::{Notify, mpsc::UnboundedSender};

pub use self::requirements::{OpenError, open};
use self::{generation::Generation, opener::Opener};

/// A connection to Redis, replaced when it is silent or when its server no longer takes writes. Cheap to clone.
#[derive(Clone)]
pub struct RedisConnection(Arc<Shared>);

struct Shared {
    opener: Opener,
    current: Mutex<Arc<Generation>>,
    /// Notified when a command suggests that the connection needs a replacement.
    suspect: Arc<Notify>,
}

/// Opens a connection for commands.
///
/// # Errors
/// When `url` is malformed or Redis does not answer there.
pub async fn connect(url: &str) -> RedisResult<RedisConnection> {
    RedisConnection::open(Opener::new(client(url, ProtocolVersion::RESP2)?, None)).await
}

/// Opens a connection for subscriptions. Published messages arrive at `pushes`. The connection repeats its
/// subscriptions after a reconnect and after a replacement. Messages published before the push `Subscribe` of their
/// channel may be lost then.
///
/// # Errors
/// When `url` is malformed or Redis does not answer there.
pub async fn connect_subscriber(url: &str, pushes: UnboundedSender<PushInfo>) -> RedisResult<RedisConnection> {
    RedisConnection::open(Opener::new(client(url, ProtocolVersion::RESP3)?, Some(pushes))).await
}

/// Checks that the server of `connection` takes writes, so that a missing key is certainly missing. A replica that
/// copies its primary's data holds none of it for a while.
///
/// # Errors
/// When the server is a replica, loads its data or does not answer.
pub async fn confirm_primary(connection: &RedisConnection) -> RedisResult<()> {
    let answer: RedisResult<()> = supervisor::probe_command().exec_async(&mut connection.clone()).await;
    match answer {
        Err(error) if fault::needs_other_server(&error) || error.is_io_error() => Err(error),
        // A server that rejects the probe for another reason is no replica.
        _ => Ok(()),
    }
}

fn client(url: &str, protocol: ProtocolVersion) -> RedisResult<Client> {
    let info = url.into_connection_info()?;
    let settings = info.redis_settings().clone().set_protocol(protocol);
    Client::open(info.set_redis_settings(settings).set_tcp_settings(opener::tcp_settings()))
}

impl RedisConnection {
    async fn open(opener: Opener) -> RedisResult<Self> {
        let current = Mutex::new(Arc::new(opener.open().await?));
        let suspect = Arc::<Notify>::default();
        let shared = Arc::new(Shared { opener, current, suspect: suspect.clone() });
        tokio::spawn(supervisor::run(Arc::downgrade(&shared), suspect));
        Ok(Self(shared))
    }

    /// Subscribes to `channels`. Only for a connection of [`connect_subscriber`].
    ///
    /// # Errors
    /// When Redis does not confirm. The channels stay requested: a later replacement subscribes to them.
    pub async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        // Recorded first, so that a replacement that is under way includes the channels or fails the command.
        self.0.opener.request(channels);
        let generation = self.0.current();
        let mut manager = generation.manager.clone();
        let outcome = generation.within_limits(manager.subscribe(channels)).await;
        self.0.observe(outcome.as_ref().err());
        outcome
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When Redis does not confirm.
    pub async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        self.0.opener.release(channel);
        let generation = self.0.current();
        let mut manager = generation.manager.clone();
        let outcome = generation.within_limits(manager.unsubscribe(channel)).await;
        self.0.observe(outcome.as_ref().err());
        outcome
    }
}

impl Shared {
    fn current(&self) -> Arc<Generation> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_current(&self, generation: Generation) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(generation);
    }

    /// Requests a check after an error that a replacement may cure.
    fn observe(&self, error: Option<&redis::RedisError>) {
        if error.is_some_and(|error| error.is_timeout() || fault::needs_other_server(error)) {
            self.suspect.notify_one();
        }
    }
}

impl ConnectionLike for RedisConnection {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        async move {
            let generation = self.0.current();
            let mut manager = generation.manager.clone();
            let outcome = generation.within_limits(manager.send_packed_command(cmd)).await;
            let outcome = outcome.and_then(Value::extract_error);
            self.0.observe(outcome.as_ref().err());
            outcome
        }
        .boxed()
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        async move {
            let generation = self.0.current();
            let mut manager = generation.manager.clone();
            let outcome = generation.within_limits(manager.send_packed_commands(pipeline, offset, count)).await;
            match &outcome {
                Ok(values) => self.0.observe(fault::first_error(values).as_ref()),
                Err(error) => self.0.observe(Some(error)),
            }
            outcome
        }
        .boxed()
    }

    fn get_db(&self) -> i64 {
        self.0.current().manager.get_db()
    }
}

impl std::fmt::Debug for RedisConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedisConnection").finish_non_exhaustive()
    }
}
