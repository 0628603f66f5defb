//! The subscriptions of one process, as the hub uses them.

use futures_util::{FutureExt, future::BoxFuture};
use redis::RedisResult;
use wpp_game::ids::SessionCode;
use wpp_runtime::{
    redis_connection::RedisConnection,
    store::{channel, sharded_channel},
};

/// Subscribes to channels. Redis in play, and a model of Redis in the simulation. The messages arrive as pushes, apart
/// from the answers.
pub trait Channels: Send + Sync + 'static {
    /// Returns the channel of a session.
    fn channel(&self, code: &SessionCode) -> String {
        channel(code)
    }

    /// Subscribes to channels. Resolves after the store has confirmed all of them.
    fn subscribe<'a>(&'a self, channels: &'a [String]) -> BoxFuture<'a, RedisResult<()>>;

    /// Ends the subscription to a channel.
    fn unsubscribe<'a>(&'a self, channel: &'a str) -> BoxFuture<'a, RedisResult<()>>;
}

impl Channels for RedisConnection {
    fn channel(&self, code: &SessionCode) -> String {
        if self.is_cluster() { sharded_channel(code) } else { channel(code) }
    }

    fn subscribe<'a>(&'a self, channels: &'a [String]) -> BoxFuture<'a, RedisResult<()>> {
        self.subscribe(channels).boxed()
    }

    fn unsubscribe<'a>(&'a self, channel: &'a str) -> BoxFuture<'a, RedisResult<()>> {
        self.unsubscribe(channel).boxed()
    }
}
