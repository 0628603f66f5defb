//! The connection to one server, and its replacement.

use std::{io, sync::Arc, time::Duration};

use redis::{Cmd, ErrorKind, Pipeline, RedisError, RedisResult, Value};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{fault, generation::Generation, opener::Opener, supervisor};

/// How long a command waits for the replacement of a broken connection.
const REPLACEMENT_WAIT: Duration = Duration::from_secs(2);

/// How long a start waits for a Redis that does not answer yet.
pub(super) const START_WAIT: Duration = Duration::from_secs(2);

/// Pause between two attempts of a start.
pub(super) const START_RETRY: Duration = Duration::from_millis(200);

/// How long the commands of a retired connection may take.
const RETIREMENT: Duration = Duration::from_secs(1);

/// A connection to one server, replaced when it breaks or is silent, or when the server no longer takes writes. Cheap to
/// clone. The connection closes when all clones are dropped.
#[derive(Clone)]
pub(super) struct Server(Arc<Supervised>);

pub(super) struct Supervised {
    pub(super) opener: Opener,
    /// `None` until the first connection is open.
    pub(super) current: watch::Sender<Option<Arc<Generation>>>,
    /// Cancelled when the server has no hash slots left.
    pub(super) retired: CancellationToken,
}

impl Server {
    /// Opens a connection. Tolerates a server that starts at the same time, and a failover.
    pub(super) async fn open(opener: Opener) -> RedisResult<Self> {
        let first = open_patiently(&opener).await?;
        Ok(Self::supervise(opener, Some(Arc::new(first))))
    }

    /// Returns a connection that opens in the background.
    pub(super) fn start(opener: Opener) -> Self {
        let server = Self::supervise(opener, None);
        server.0.opener.suspect().notify_one();
        server
    }

    fn supervise(opener: Opener, first: Option<Arc<Generation>>) -> Self {
        let (current, _) = watch::channel(first);
        let supervised = Arc::new(Supervised { opener, current, retired: CancellationToken::new() });
        let suspect = supervised.opener.suspect().clone();
        tokio::spawn(supervisor::run(Arc::downgrade(&supervised), suspect));
        Self(supervised)
    }

    /// Returns the open connection. Waits for a moment while it is replaced.
    ///
    /// # Errors
    /// When no connection can be opened, or the server is retired. Nothing is sent then.
    pub(super) async fn usable(&self) -> RedisResult<Arc<Generation>> {
        if let Some(current) = self.healthy() {
            return Ok(current);
        }
        let replaced = async {
            let mut generations = self.0.current.subscribe();
            let is_open = |current: &Option<Arc<Generation>>| current.as_ref().is_some_and(|open| open.is_open());
            generations.wait_for(is_open).await.ok().and_then(|current| current.clone())
        };
        let found = tokio::select! {
            found = timeout(REPLACEMENT_WAIT, replaced) => found.ok().flatten(),
            () = self.0.retired.cancelled() => None,
        };
        found
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotConnected, "no connection to Redis could be opened").into())
    }

    /// Returns the open connection, if there is one.
    pub(super) fn healthy(&self) -> Option<Arc<Generation>> {
        self.0.current().filter(|current| current.is_open())
    }

    /// Sends a command.
    pub(super) async fn command(&self, cmd: &Cmd) -> RedisResult<Value> {
        self.command_on(&*self.usable().await?, cmd).await
    }

    /// Sends a command over one of this server's connections.
    pub(super) async fn command_on(&self, generation: &Generation, cmd: &Cmd) -> RedisResult<Value> {
        let mut connection = generation.connection.clone();
        let outcome = generation.within_limits(connection.send_packed_command(cmd)).await;
        let outcome = outcome.and_then(Value::extract_error);
        self.observe(generation, outcome.as_ref().err());
        outcome
    }

    /// Sends several commands. An answer may be an error of its command.
    pub(super) async fn commands(&self, pipeline: &Pipeline, offset: usize, count: usize) -> RedisResult<Vec<Value>> {
        self.commands_on(&*self.usable().await?, pipeline, offset, count).await
    }

    /// Sends several commands over one of this server's connections.
    pub(super) async fn commands_on(
        &self,
        generation: &Generation,
        pipeline: &Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisResult<Vec<Value>> {
        let mut connection = generation.connection.clone();
        let outcome = generation.within_limits(connection.send_packed_commands(pipeline, offset, count)).await;
        match &outcome {
            Ok(values) => self.observe(generation, fault::first_error(values).as_ref()),
            Err(error) => self.observe(generation, Some(error)),
        }
        outcome
    }

    /// Subscribes to `channels`.
    ///
    /// # Errors
    /// When Redis does not confirm. Channels without an answer stay requested: a later replacement subscribes to them.
    pub(super) async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        // Recorded first, so that a replacement that is under way includes the channels or fails the command.
        self.0.opener.request(channels);
        let generation = self.usable().await?;
        let outcome = generation.subscribe(channels).await;
        self.observe(&generation, outcome.as_ref().err());
        let mut refused = outcome?.into_iter().map(|(channel, error)| {
            self.release(&channel);
            error
        });
        let first = refused.next();
        refused.for_each(drop);
        first.map_or(Ok(()), Err)
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When Redis does not confirm.
    pub(super) async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        self.release(channel);
        let generation = self.usable().await?;
        let outcome = generation.unsubscribe(channel).await;
        self.observe(&generation, outcome.as_ref().err());
        outcome
    }

    /// Removes `channel` from those that a replacement subscribes to.
    pub(super) fn release(&self, channel: &str) {
        self.0.opener.release(channel);
    }

    /// Returns the channels that are subscribed, or will be by a replacement.
    pub(super) fn channels(&self) -> Vec<String> {
        self.0.opener.channels()
    }

    /// Ends the connection soon, for a server without hash slots. The server may be silent, so its commands do not
    /// wait for their timeout.
    pub(super) fn retire(self) {
        self.0.retired.cancel();
        if let Some(last) = self.0.current() {
            tokio::spawn(async move {
                sleep(RETIREMENT).await;
                last.ended.cancel();
            });
        }
    }

    /// Returns the database of the connection.
    pub(super) fn db(&self) -> i64 {
        use redis::aio::ConnectionLike as _;
        self.0.current().map_or(0, |current| current.connection.get_db())
    }

    /// Requests a check after an error that a replacement may cure.
    fn observe(&self, generation: &Generation, error: Option<&RedisError>) {
        let Some(error) = error else { return };
        if error.is_unrecoverable_error() {
            generation.ended.cancel();
        } else if !error.is_timeout() && !fault::needs_other_server(error) {
            return;
        }
        self.0.opener.suspect().notify_one();
    }
}

impl Supervised {
    pub(super) fn current(&self) -> Option<Arc<Generation>> {
        self.current.borrow().clone()
    }
}

/// Opens the first connection.
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
