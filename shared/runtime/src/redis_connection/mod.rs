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
//!
//! # Clusters
//!
//! For a cluster, a `RedisConnection` is one such connection for each primary, and commands go to the primary of their
//! key. `cluster` contains everything that depends on the topology.

mod cluster;
mod fault;
mod generation;
mod nodes;
mod opener;
mod requirements;
mod server;
mod supervisor;

use futures_util::FutureExt;
use redis::{Cmd, Pipeline, PushInfo, RedisFuture, RedisResult, Value, aio::ConnectionLike};
use tokio::sync::mpsc::UnboundedSender;

pub(crate) use self::cluster::{SLOTS, slot_of};
use self::{cluster::Cluster, opener::Opener, server::Server};
pub use self::{
    nodes::StoreNode,
    requirements::{OpenError, open},
};
use crate::redis_address::RedisAddress;

/// A connection to Redis, replaced when it breaks or is silent, or when its server no longer takes writes. Cheap to
/// clone.
#[derive(Clone)]
pub struct RedisConnection(Route);

#[derive(Clone)]
enum Route {
    Server(Server),
    Cluster(Cluster),
}

/// Opens a connection for commands.
///
/// # Errors
/// When no Redis answers at `address`.
pub async fn connect(address: &RedisAddress) -> RedisResult<RedisConnection> {
    RedisConnection::open(address, None).await
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
    RedisConnection::open(address, Some(pushes)).await
}

/// Checks that the server with the hash slot of `key` takes writes, so that a missing key of this slot is certainly missing.
/// A replica that copies its primary's data holds none of it for a while. Nobody else uses `key`.
///
/// # Errors
/// When the server is a replica, loads its data or does not answer.
pub async fn confirm_primary(connection: &RedisConnection, key: &str) -> RedisResult<()> {
    let answer: RedisResult<()> = supervisor::probe_command(key).exec_async(&mut connection.clone()).await;
    match answer {
        Err(error) if fault::needs_other_server(&error) || error.is_cluster_error() || error.is_io_error() => {
            Err(error)
        }
        // A server that rejects the probe for another reason is no replica.
        _ => Ok(()),
    }
}

impl RedisConnection {
    async fn open(address: &RedisAddress, pushes: Option<UnboundedSender<PushInfo>>) -> RedisResult<Self> {
        Ok(Self(match address.cluster() {
            None => Route::Server(Server::open(Opener::new(address.clone(), pushes)).await?),
            Some(cluster) => Route::Cluster(Cluster::open(cluster.clone(), pushes).await?),
        }))
    }

    /// Subscribes to `channels`: those with a hash tag are sharded ones. Only for a connection of [`connect_subscriber`].
    ///
    /// # Errors
    /// When Redis does not confirm. The channels stay requested: a later replacement subscribes to them.
    pub async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        match &self.0 {
            Route::Server(server) => server.subscribe(channels).await,
            Route::Cluster(cluster) => cluster.subscribe(channels).await,
        }
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When Redis does not confirm.
    pub async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        match &self.0 {
            Route::Server(server) => server.unsubscribe(channel).await,
            Route::Cluster(cluster) => cluster.unsubscribe(channel).await,
        }
    }
}

impl ConnectionLike for RedisConnection {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        async move {
            match &self.0 {
                Route::Server(server) => server.command(cmd).await,
                Route::Cluster(cluster) => cluster.command(cmd).await,
            }
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
            match &self.0 {
                Route::Server(server) => server.commands(pipeline, offset, count).await,
                Route::Cluster(cluster) => cluster.commands(pipeline, offset, count).await,
            }
        }
        .boxed()
    }

    fn get_db(&self) -> i64 {
        match &self.0 {
            Route::Server(server) => server.db(),
            Route::Cluster(_) => 0,
        }
    }
}

impl std::fmt::Debug for RedisConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedisConnection").finish_non_exhaustive()
    }
}
