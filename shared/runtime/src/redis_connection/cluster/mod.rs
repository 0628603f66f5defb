//! A cluster: each key has a hash slot, and each slot has a primary.
//!
//! The rest of the program sends commands without knowledge of slots. Everything about the topology is in this module:
//!
//! | part | does |
//! |---|---|
//! | [`slots`] | finds the slot of a command |
//! | [`topology`] | maps slots to primaries |
//! | [`routing`] | sends a command to its primary, and follows redirections |
//! | [`refresh`] | asks the servers for the topology after a hint that it changed, and every few seconds |
//! | [`subscriptions`] | keeps each subscription at the primary of its channel |
//!
//! Each primary has one supervised connection. A primary that fails is replaced by the topology: its replica takes over the
//! slots, and the next refresh finds it.

mod refresh;
mod routing;
mod slots;
mod subscriptions;
mod topology;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use redis::{PushInfo, RedisResult};
use tokio::sync::{Notify, mpsc::UnboundedSender, watch};

pub(crate) use self::slots::{SLOTS, slot_of};
use self::topology::Topology;
use super::{generation::Generation, opener::Opener, server::Server};
use crate::{lock::Lock, redis_address::ClusterAddress};

/// The connections to a cluster. Cheap to clone.
#[derive(Clone)]
pub(super) struct Cluster(Arc<Shared>);

struct Shared {
    address: ClusterAddress,
    /// Receives published messages; `None` for connections without subscriptions.
    pushes: Option<UnboundedSender<PushInfo>>,
    topology: watch::Sender<Topology>,
    /// The connections to primaries, by `host:port`.
    servers: Lock<BTreeMap<Arc<str>, Server>>,
    /// The channels that users have requested.
    channels: Lock<BTreeSet<String>>,
    /// Notified when the topology may have changed.
    moved: Arc<Notify>,
}

impl Cluster {
    /// Connects to a cluster. Tolerates one that starts at the same time.
    pub(super) async fn open(address: ClusterAddress, pushes: Option<UnboundedSender<PushInfo>>) -> RedisResult<Self> {
        let (topology, _) = watch::channel(refresh::first(&address).await?);
        let cluster = Self(Arc::new(Shared {
            address,
            pushes,
            topology,
            servers: Lock::default(),
            channels: Lock::default(),
            moved: Arc::default(),
        }));
        tokio::spawn(refresh::run(Arc::downgrade(&cluster.0), cluster.0.moved.clone()));
        Ok(cluster)
    }

    /// Returns each primary with its name and a hash tag of its keys.
    pub(super) fn primaries(&self) -> Vec<(String, Server, String)> {
        let topology = self.0.topology.borrow();
        let primaries = topology.primaries().into_iter();
        primaries.filter_map(|name| Some((name.to_string(), self.0.server(&name)?, topology.tag_of(&name)?))).collect()
    }

    /// Returns the number of hash slots without a primary.
    pub(super) fn uncovered_slots(&self) -> usize {
        self.0.topology.borrow().uncovered()
    }
}

impl Shared {
    /// Returns the connection to the primary `name`, which opens in the background at the first call. `None` for a
    /// malformed name.
    fn server(&self, name: &Arc<str>) -> Option<Server> {
        let mut servers = self.servers.lock();
        if let Some(server) = servers.get(name) {
            return Some(server.clone());
        }
        let opener = Opener::new(self.address.node(name)?, self.pushes.clone());
        let server = Server::start(opener.reporting_moves(self.moved.clone()));
        servers.insert(name.clone(), server.clone());
        Some(server)
    }

    /// Returns the connections that are open.
    fn connected(&self) -> Vec<(Server, Arc<Generation>)> {
        let servers = self.servers.lock();
        servers.values().filter_map(|server| Some((server.clone(), server.healthy()?))).collect()
    }

    /// Returns the primary of a slot.
    fn owner(&self, slot: u16) -> Option<Arc<str>> {
        self.topology.borrow().owner(slot).cloned()
    }
}
