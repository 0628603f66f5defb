//! Connections to Redis.
//!
//! A [`RedisConnection`] pipelines the commands of all its users over one socket. A broken connection fails the
//! commands in flight without a repetition, so every operation of this crate is safe to repeat. Later commands wait
//! for the replacement for a moment.
//!
//! # Replacement
//!
//! | fault | detected by | replaced |
//! |---|---|---|
//! | the connection breaks | the socket | at once |
//! | the peer is silent, or vanished without a reset | a probe without an answer | once a new connection answers |
//! | the server became a replica, or loads its data | the error of a probe or command | once a server takes writes |
//!
//! A new connection resolves the address again: it asks the Sentinels for the primary, or resolves the host's name. A
//! server that only pauses answers no new connection either, so the old one stays and its commands keep waiting.

mod fault;
mod generation;
mod opener;
mod requirements;
mod supervisor;

use std::{io, sync::Arc, time::Duration};

use futures_util::FutureExt;
use redis::{Cmd, ErrorKind, Pipeline, PushInfo, RedisError, RedisFuture, RedisResult, Value, aio::ConnectionLike};
use tokio::{
    sync::{mpsc::UnboundedSender, watch},
    time::{sleep, timeout},
};

pub use self::requirements::{OpenError, open};
use self::{generation::Generation, opener::Opener};
use crate::redis_address::RedisAddress;

/// How long a command waits for the replacement of a broken connection.
const REPLACEMENT_WAIT: Duration = Duration::from_secs(2);

/// How long a start waits for a Redis that does not answer yet.
const START_WAIT: Duration = Duration::from_secs(2);

/// Pause between two attempts of a start.
const START_RETRY: Duration = Duration::from_millis(200);

/// A connection to Redis, replaced when it breaks or is silent, or when its server no longer takes writes. Cheap to
/// clone.
#[derive(Clone)]
pub struct RedisConnection(Arc<Shared>);

struct Shared {
    opener: Opener,
    current: watch::Sender<Arc<Generation>>,
}

/// Opens a connection for commands.
///
/// # Errors
/// When no Redis answers at `address`.
pub async fn connect(address: &RedisAddress) -> RedisResult<RedisConnection> {
    RedisConnection::open(Opener::new(address.clone(), None)).await
}

/// Opens a connection for subscriptions. Published messages arrive at `pushes`. The connection repeats its
/// subscriptions after a replacement. Messages published before the push `Subscribe` of their channel may be lost then.
///
/// # Errors
/// When no Redis answers at `address`.
pub async fn connect_subscriber(
    address: &RedisAddress,
    pushes: UnboundedSender<PushInfo>,
) -> RedisResult<RedisConnection> {
    RedisConnection::open(Opener::new(address.clone(), Some(pushes))).await
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

impl RedisConnection {
    async fn open(opener: Opener) -> RedisResult<Self> {
        let (current, _) = watch::channel(Arc::new(open_patiently(&opener).await?));
        let shared = Arc::new(Shared { opener, current });
        tokio::spawn(supervisor::run(Arc::downgrade(&shared), shared.opener.suspect().clone()));
        Ok(Self(shared))
    }

    /// Subscribes to `channels`. Only for a connection of [`connect_subscriber`].
    ///
    /// # Errors
    /// When Redis does not confirm. The channels stay requested: a later replacement subscribes to them.
    pub async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        // Recorded first, so that a replacement that is under way includes the channels or fails the command.
        self.0.opener.request(channels);
        let generation = self.0.usable().await?;
        let outcome = generation.within_limits(generation.connection.clone().subscribe(channels)).await;
        self.0.observe(&generation, outcome.as_ref().err());
        outcome
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When Redis does not confirm.
    pub async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        self.0.opener.release(channel);
        let generation = self.0.usable().await?;
        let outcome = generation.within_limits(generation.connection.clone().unsubscribe(channel)).await;
        self.0.observe(&generation, outcome.as_ref().err());
        outcome
    }
}

/// Opens the first connection. Tolerates a Redis that starts at the same time, and a failover.
async fn open_patiently(opener: &Opener) -> RedisResult<Generation> {
    let mut last = None;
    let attempts = async {
        loop {
            match opener.open().await {
                Err(error) if error.is_io_error() || error.kind() == ErrorKind::MasterNameNotFoundBySentinel => {
                    last = Some(error);
                }
                outcome => return outcome,
            }
            sleep(START_RETRY).await;
        }
    };
    let outcome = timeout(START_WAIT, attempts).await;
    outcome.unwrap_or_else(|elapsed| Err(last.unwrap_or_else(|| io::Error::from(elapsed).into())))
}

impl Shared {
    fn current(&self) -> Arc<Generation> {
        self.current.borrow().clone()
    }

    /// Returns the current connection. Waits for its replacement if it has ended.
    async fn usable(&self) -> RedisResult<Arc<Generation>> {
        let current = self.current();
        if !current.ended.is_cancelled() {
            return Ok(current);
        }
        let replaced = async {
            let mut generations = self.current.subscribe();
            generations.wait_for(|generation| !generation.ended.is_cancelled()).await.map(|found| found.clone()).ok()
        };
        timeout(REPLACEMENT_WAIT, replaced)
            .await
            .ok()
            .flatten()
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotConnected, "no connection to Redis could be opened").into())
    }

    /// Requests a check after an error that a replacement may cure.
    fn observe(&self, generation: &Generation, error: Option<&RedisError>) {
        let Some(error) = error else { return };
        if error.is_unrecoverable_error() {
            generation.ended.cancel();
        } else if !error.is_timeout() && !fault::needs_other_server(error) {
            return;
        }
        self.opener.suspect().notify_one();
    }
}

impl ConnectionLike for RedisConnection {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        async move {
            let generation = self.0.usable().await?;
            let mut connection = generation.connection.clone();
            let outcome = generation.within_limits(connection.send_packed_command(cmd)).await;
            let outcome = outcome.and_then(Value::extract_error);
            self.0.observe(&generation, outcome.as_ref().err());
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
            let generation = self.0.usable().await?;
            let mut connection = generation.connection.clone();
            let outcome = generation.within_limits(connection.send_packed_commands(pipeline, offset, count)).await;
            match &outcome {
                Ok(values) => self.0.observe(&generation, fault::first_error(values).as_ref()),
                Err(error) => self.0.observe(&generation, Some(error)),
            }
            outcome
        }
        .boxed()
    }

    fn get_db(&self) -> i64 {
        self.0.current().connection.get_db()
    }
}

impl std::fmt::Debug for RedisConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedisConnection").finish_non_exhaustive()
    }
}
