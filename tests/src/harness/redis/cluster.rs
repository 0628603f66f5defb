//! A cluster of three primaries, each with a replica.

use futures_util::future::join_all;
use redis::RedisResult;

use super::{RedisServer, ServerOptions};
use crate::harness::{processes::certificates::TestCertificates, wait_until};

/// Number of hash slots.
const SLOTS: u16 = 16_384;

/// Number of primaries.
const PRIMARIES: usize = 3;

/// A cluster on free ports. Dropping it kills its servers. A primary that does not answer for a second is replaced by its
/// replica.
#[derive(Debug)]
pub struct RedisCluster {
    /// Three primaries, then their replicas in the same order.
    pub nodes: Vec<RedisServer>,
    options: ServerOptions,
}

impl RedisCluster {
    /// Starts a cluster. Returns once each primary has a replica, and all servers agree.
    ///
    /// # Panics
    /// Panics if a server does not start.
    pub async fn start(options: ServerOptions) -> Self {
        let options = ServerOptions { in_cluster: true, ..options };
        let nodes = join_all((0..2 * PRIMARIES).map(|_| RedisServer::start_as(options.clone()))).await;
        let cluster = Self { nodes, options };
        for (index, node) in cluster.nodes.iter().enumerate() {
            let _: String = node.command(&["CLUSTER", "SET-CONFIG-EPOCH", &(index + 1).to_string()]).await;
            if index < PRIMARIES {
                let bound = |index: usize| usize::from(SLOTS) * index / PRIMARIES;
                let [first, last] = [bound(index), bound(index + 1) - 1].map(|slot| slot.to_string());
                let _: String = node.command(&["CLUSTER", "ADDSLOTSRANGE", &first, &last]).await;
            }
        }
        for node in &cluster.nodes[1..] {
            cluster.meet(node).await;
        }
        for index in PRIMARIES..cluster.nodes.len() {
            let primary = id(&cluster.nodes[index - PRIMARIES]).await;
            let node = &cluster.nodes[index];
            wait_until("the replica knows its primary", async || {
                let done: RedisResult<String> = node.try_command(&["CLUSTER", "REPLICATE", &primary]).await;
                done.is_ok()
            })
            .await;
        }
        cluster.wait_until_complete().await;
        cluster
    }

    /// Starts a server that may join a cluster.
    pub async fn spare(options: ServerOptions) -> RedisServer {
        RedisServer::start_as(ServerOptions { in_cluster: true, ..options }).await
    }

    /// Returns the settings of a process that uses this cluster. They name two of its servers.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let hosts: Vec<String> = [1, 3].map(|index: usize| format!("127.0.0.1:{}", self.nodes[index].port())).into();
        let mut settings = vec![("REDIS_URL", format!("{}+cluster://{}", self.options.scheme(), hosts.join(",")))];
        settings.extend(self.options.tls.iter().flat_map(TestCertificates::settings));
        settings
    }

    /// Returns the index of the primary that has the hash slot of `key`, as the server `asked` knows it.
    ///
    /// # Panics
    /// Panics if the slot has no primary.
    pub async fn owner(&self, asked: &RedisServer, key: &str) -> usize {
        let slot: u16 = asked.command(&["CLUSTER", "KEYSLOT", key]).await;
        let ranges: Vec<Vec<redis::Value>> = asked.command(&["CLUSTER", "SLOTS"]).await;
        let ports = ranges.into_iter().map(|range| {
            let mut parts = range.into_iter();
            let mut number = || redis::from_redis_value::<u16>(parts.next().expect("a slot")).expect("a number");
            let (first, last) = (number(), number());
            let primary: Vec<redis::Value> = redis::from_redis_value(parts.next().expect("a primary")).expect("a list");
            (first, last, redis::from_redis_value::<u16>(primary[1].clone()).expect("a port"))
        });
        let port = ports.into_iter().find(|(first, last, _)| (*first..=*last).contains(&slot)).expect("a primary").2;
        self.nodes.iter().position(|node| node.port() == port).expect("a server of this cluster")
    }

    /// Waits until the replicas have all data of their primaries.
    ///
    /// # Panics
    /// Panics if a primary does not answer.
    pub async fn wait_for_replicas(&self) {
        for primary in &self.nodes[..PRIMARIES] {
            wait_until("the replica has all data", async || {
                let info = primary.replication().await;
                let offset = info.lines().find_map(|line| line.strip_prefix("master_repl_offset:")).expect("an offset");
                info.contains(&format!(",offset={},", offset.trim_end()))
            })
            .await;
        }
    }

    /// Adds a server without hash slots.
    ///
    /// # Panics
    /// Panics if the others do not accept it.
    pub async fn join(&self, node: &RedisServer) {
        self.meet(node).await;
        let known = format!("cluster_known_nodes:{}\r", self.nodes.len() + 1);
        for node in self.nodes.iter().chain([node]) {
            wait_until("the server is known", async || {
                let info: String = node.command(&["CLUSTER", "INFO"]).await;
                info.contains("cluster_state:ok") && info.contains(&known)
            })
            .await;
        }
    }

    /// Moves the hash slot of `key` with all its keys to `target`, as `redis-cli --cluster reshard` does.
    ///
    /// # Panics
    /// Panics if a server refuses.
    pub async fn move_slot(&self, key: &str, target: &RedisServer) {
        let source = &self.nodes[self.owner(target, key).await];
        let slot: u16 = target.command(&["CLUSTER", "KEYSLOT", key]).await;
        let slot = slot.to_string();
        let (source_id, target_id) = (id(source).await, id(target).await);
        let _: String = target.command(&["CLUSTER", "SETSLOT", &slot, "IMPORTING", &source_id]).await;
        let _: String = source.command(&["CLUSTER", "SETSLOT", &slot, "MIGRATING", &target_id]).await;
        let port = target.port().to_string();
        loop {
            // One key at a time, so that a session is on two servers for a while.
            let keys: Vec<String> = source.command(&["CLUSTER", "GETKEYSINSLOT", &slot, "1"]).await;
            let Some(key) = keys.first() else { break };
            let _: String = source.command(&["MIGRATE", "127.0.0.1", &port, key, "0", "5000"]).await;
        }
        for node in [target, source] {
            let _: String = node.command(&["CLUSTER", "SETSLOT", &slot, "NODE", &target_id]).await;
        }
    }

    async fn meet(&self, node: &RedisServer) {
        let [port, bus] = [node.port(), node.bus_port()].map(|port| port.to_string());
        let _: String = self.nodes[0].command(&["CLUSTER", "MEET", "127.0.0.1", &port, &bus]).await;
    }

    async fn wait_until_complete(&self) {
        for (index, node) in self.nodes.iter().enumerate() {
            wait_until("all servers agree", async || {
                let info: String = node.command(&["CLUSTER", "INFO"]).await;
                let replication = node.replication().await;
                let is_linked = index < PRIMARIES || replication.contains("link_status:up");
                info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:6\r") && is_linked
            })
            .await;
        }
    }
}

/// Returns the id of a server in its cluster.
async fn id(node: &RedisServer) -> String {
    node.command(&["CLUSTER", "MYID"]).await
}
