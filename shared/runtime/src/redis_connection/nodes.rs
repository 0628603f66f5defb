//! The servers behind a connection, for checks and copies of all data.

use super::{RedisConnection, Route};

/// A server that stores a part of the data, or all of it.
pub struct StoreNode {
    /// `host:port` of a node of a cluster; `None` for a single server.
    pub name: Option<String>,
    /// The connection to this server alone.
    pub connection: RedisConnection,
    /// A hash tag whose keys this server has; `None` for a single server, which has all keys.
    tag: Option<String>,
}

impl StoreNode {
    /// Returns `name` as a key of this server.
    #[must_use]
    pub fn key(&self, name: &str) -> String {
        self.tag.as_ref().map_or_else(|| name.to_owned(), |tag| format!("{name}:{{{tag}}}"))
    }
}

impl RedisConnection {
    /// Returns the servers that take writes now: the primaries of a cluster, or the only server.
    #[must_use]
    pub fn nodes(&self) -> Vec<StoreNode> {
        match &self.0 {
            Route::Server(_) => vec![StoreNode { name: None, connection: self.clone(), tag: None }],
            Route::Cluster(cluster) => {
                let node = |(name, server, tag)| StoreNode {
                    name: Some(name),
                    connection: Self(Route::Server(server)),
                    tag: Some(tag),
                };
                cluster.primaries().into_iter().map(node).collect()
            }
        }
    }

    /// Returns whether this is a connection to a cluster.
    #[must_use]
    pub fn is_cluster(&self) -> bool {
        matches!(&self.0, Route::Cluster(_))
    }

    /// Returns the number of hash slots of a cluster that no server has; 0 for a single server.
    #[must_use]
    pub fn uncovered_slots(&self) -> usize {
        match &self.0 {
            Route::Server(_) => 0,
            Route::Cluster(cluster) => cluster.uncovered_slots(),
        }
    }
}

impl std::fmt::Debug for StoreNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreNode").field("name", &self.name).finish_non_exhaustive()
    }
}
