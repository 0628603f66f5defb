//! Subscriptions to channels, each at the primary of its slot.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures_util::future::{join_all, try_join_all};
use redis::RedisResult;
use tokio::time::timeout;

use super::{Cluster, Shared, routing::no_server, slots::slot_of};

/// Time in which the first connection to a primary opens.
const OPENING: Duration = Duration::from_millis(300);

/// Channels by the name of their primary.
type ByPrimary = BTreeMap<Arc<str>, Vec<String>>;

impl Cluster {
    /// Subscribes to `channels`.
    ///
    /// # Errors
    /// When a primary does not confirm. The channels stay requested, and later refreshes subscribe to them.
    pub(in crate::redis_connection) async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        self.0.channels.lock().extend(channels.iter().cloned());
        let by_primary = self.0.by_primary(channels.iter().cloned());
        let is_complete = by_primary.values().map(Vec::len).sum::<usize>() == channels.len();
        let outcome = self.0.subscribe(by_primary).await.and(if is_complete { Ok(()) } else { Err(no_server()) });
        if outcome.is_err() {
            self.0.moved.notify_one();
        }
        outcome
    }

    /// Ends the subscription to `channel`.
    ///
    /// # Errors
    /// When its primary does not confirm.
    pub(in crate::redis_connection) async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        self.0.channels.lock().remove(channel);
        let servers: Vec<_> = self.0.servers.lock().values().cloned().collect();
        let servers = servers.into_iter().filter(|server| server.channels().iter().any(|own| own == channel));
        try_join_all(servers.map(|server| async move { server.unsubscribe(channel).await })).await.map(drop)
    }
}

impl Shared {
    /// Moves each subscription to the present primary of its channel.
    ///
    /// # Errors
    /// When a primary does not confirm; the next call repeats it.
    pub(super) async fn move_subscriptions(&self) -> RedisResult<()> {
        let mut missing = self.by_primary(self.channels.lock().iter().cloned());
        for (name, server) in self.servers.lock().iter() {
            let mut wanted = missing.remove(name).unwrap_or_default();
            for channel in server.channels() {
                match wanted.binary_search(&channel) {
                    Ok(at) => drop(wanted.remove(at)),
                    Err(_) => server.release(&channel),
                }
            }
            if !wanted.is_empty() {
                missing.insert(name.clone(), wanted);
            }
        }
        self.subscribe(missing).await
    }

    /// Subscribes to channels. All primaries are tried, so that one which fails does not delay the others.
    async fn subscribe(&self, channels: ByPrimary) -> RedisResult<()> {
        let subscribing = channels.iter().filter_map(|(name, channels)| {
            let server = self.server(name)?;
            Some(async move {
                // A refresh does not wait for a primary that failed, because it finds the replica.
                let is_open = timeout(OPENING, server.usable()).await.is_ok_and(|usable| usable.is_ok());
                let outcome = if is_open { server.subscribe(channels).await } else { Err(no_server()) };
                if outcome.is_err() {
                    // The next refresh finds them missing, at this server or at another one.
                    channels.iter().for_each(|channel| server.release(channel));
                }
                outcome
            })
        });
        join_all(subscribing).await.into_iter().collect()
    }

    /// Groups channels by their primaries. The channels of a primary are sorted if `channels` are. Those of slots without a
    /// primary are left out until a refresh finds one.
    fn by_primary(&self, channels: impl Iterator<Item = String>) -> ByPrimary {
        let topology = self.topology.borrow();
        let mut by_primary = ByPrimary::new();
        for channel in channels {
            if let Some(primary) = topology.owner(slot_of(channel.as_bytes())) {
                by_primary.entry(primary.clone()).or_default().push(channel);
            }
        }
        by_primary
    }
}
