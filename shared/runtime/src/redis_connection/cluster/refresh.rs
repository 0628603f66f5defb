//! Refreshing of the topology.

use std::{
    io,
    sync::{Arc, Weak},
    time::Duration,
};

use futures_util::future::join_all;
use redis::{ProtocolVersion, RedisError, RedisResult, Value, aio::ConnectionLike};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{Shared, topology::Topology};
use crate::{
    redis_address::{ClusterAddress, RedisAddress},
    redis_connection::server::{START_RETRY, START_WAIT},
    telemetry::chain,
};

/// Interval of refreshes without a hint.
const REFRESH_EVERY: Duration = Duration::from_secs(5);

/// Interval of refreshes while a primary does not answer, or a subscription is not restored.
const RETRY: Duration = Duration::from_millis(200);

/// Minimum time between two refreshes.
const PAUSE: Duration = Duration::from_millis(20);

/// Time in which a server states the topology.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(1);

/// Returns the first topology. Tolerates a cluster that starts at the same time.
pub(super) async fn first(address: &ClusterAddress) -> RedisResult<Topology> {
    let mut last = None;
    let attempts = async {
        loop {
            match ask_nodes(address).await {
                Err(error) if error.is_io_error() => last = Some(error),
                outcome => return outcome,
            }
            sleep(START_RETRY).await;
        }
    };
    let outcome = timeout(START_WAIT, attempts).await;
    outcome.unwrap_or_else(|elapsed| Err(last.unwrap_or_else(|| io::Error::from(elapsed).into())))
}

/// Refreshes the topology until all users of the cluster have dropped it.
pub(super) async fn run(cluster: Weak<Shared>, moved: Arc<Notify>) {
    let mut is_failing = false;
    loop {
        tokio::select! {
            () = moved.notified() => {}
            () = sleep(if is_failing { RETRY } else { REFRESH_EVERY }) => {}
        }
        let Some(cluster) = cluster.upgrade() else { return };
        is_failing = match cluster.refresh().await {
            Ok(()) => cluster.has_silent_primary(),
            Err(error) if is_failing => {
                tracing::debug!(error = %chain(&error), "topology of the cluster not refreshed");
                true
            }
            Err(error) => {
                tracing::warn!(error = %chain(&error), "topology of the cluster not refreshed, retrying");
                true
            }
        };
        sleep(PAUSE).await;
    }
}

impl Shared {
    async fn refresh(&self) -> RedisResult<()> {
        let found = match self.ask_primaries().await {
            Some(found) => found,
            None => ask_nodes(&self.address).await?,
        };
        let is_new = self.topology.send_if_modified(|current| {
            let is_new = *current != found;
            *current = found;
            is_new
        });
        if is_new {
            tracing::info!(primaries = ?self.topology.borrow().primaries(), "topology of the cluster changed");
            self.retire_servers();
        }
        self.move_subscriptions().await
    }

    /// Asks the connected primaries for the topology. `None` if none answers.
    async fn ask_primaries(&self) -> Option<Topology> {
        let connected = self.connected();
        let asking = connected.iter().map(|(_, generation)| async {
            let _in_flight = generation.count_in_flight();
            ask(generation.connection.clone(), &generation.server).await
        });
        latest(join_all(asking).await).ok()
    }

    /// Ends the connections to servers without hash slots.
    fn retire_servers(&self) {
        let primaries = self.topology.borrow().primaries();
        let mut servers = self.servers.lock();
        let retired: Vec<_> = servers.extract_if(.., |name, _| !primaries.contains(name)).collect();
        drop(servers);
        for (name, server) in retired {
            tracing::info!(%name, "connection to a server without hash slots ends");
            server.retire();
        }
    }

    /// Returns whether a primary may have failed. Its replica takes over its slots soon.
    fn has_silent_primary(&self) -> bool {
        self.servers.lock().values().any(|server| server.healthy().is_none())
    }
}

/// Asks the nodes of an address for the topology, over new connections.
async fn ask_nodes(address: &ClusterAddress) -> RedisResult<Topology> {
    let asking = address.nodes().map(|node: RedisAddress| async move {
        let client = node.primary(ProtocolVersion::RESP2).await?;
        let connection = timeout(ANSWER_TIMEOUT, client.get_multiplexed_async_connection());
        let connection = connection.await.unwrap_or_else(|_| Err(silent()))?;
        ask(connection, &client.get_connection_info().addr().to_string()).await
    });
    latest(join_all(asking).await)
}

/// A topology and the epoch of the cluster in which a server knows it. Every failover and every move begins an epoch.
type Known = (u64, Topology);

/// Asks the server `name` for the topology.
async fn ask(mut connection: impl ConnectionLike, name: &str) -> RedisResult<Known> {
    // One after the other, because the errors of a pipeline have no code.
    let answers = timeout(ANSWER_TIMEOUT, async {
        let info: String = redis::cmd("CLUSTER").arg("INFO").query_async(&mut connection).await?;
        let slots: Value = redis::cmd("CLUSTER").arg("SLOTS").query_async(&mut connection).await?;
        Ok((info, slots))
    });
    let (info, slots) = answers.await.unwrap_or_else(|_| Err(silent()))?;
    let epoch = info.lines().find_map(|line| line.trim_end().strip_prefix("cluster_current_epoch:"));
    let host = name.rsplit_once(':').map_or(name, |(host, _)| host);
    let topology = Topology::read(&slots, host);
    let known = topology.and_then(|topology| Some((epoch?.parse().ok()?, topology)));
    known.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "CLUSTER SLOTS has an unknown format").into())
}

/// Returns the topology of the latest epoch: a server that the network has separated from the others knows an older one.
fn latest(answers: Vec<RedisResult<Known>>) -> RedisResult<Topology> {
    let mut latest = Err(silent());
    for answer in answers {
        match (&latest, &answer) {
            (Ok((best, _)), Ok((epoch, _))) if epoch <= best => {}
            (Ok(_), Err(_)) => {}
            _ => latest = answer,
        }
    }
    latest.map(|(_, topology)| topology)
}

fn silent() -> RedisError {
    io::Error::new(io::ErrorKind::TimedOut, "no server of the cluster states the topology").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(epoch: u64, owner: &str) -> Known {
        let mut topology = Topology::default();
        topology.set_owner(0, &owner.into());
        (epoch, topology)
    }

    #[test]
    fn the_latest_epoch_wins() {
        let answers =
            vec![Err(silent()), Ok(known(3, "old")), Ok(known(5, "new")), Err(silent()), Ok(known(4, "older"))];
        assert_eq!(latest(answers).unwrap(), known(5, "new").1);
        assert!(latest(vec![Err(silent())]).is_err() && latest(Vec::new()).is_err());
    }
}
