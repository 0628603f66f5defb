//! Networks that break connections, hold back data, or lose packets.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::Platform,
    },
    harness::redis::faulty_proxy::{FaultyProxy, Network, Silence},
};

/// Lost packets, in percent.
const LOSS: u8 = 10;

/// All connections to Redis break.
#[derive(Debug)]
pub struct StoreCut;

impl Fault for StoreCut {
    fn profile(&self) -> Profile {
        let profile = Profile::new("redis-cut", "all connections to Redis, closed", Origin::Injection);
        Profile { lasts: seconds(0), ..profile }.players_see("a short pause")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.store.cut() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}

/// All connections to Redis become silent and stay open. New ones work.
#[derive(Debug)]
pub struct StoreSilent;

impl Fault for StoreSilent {
    fn profile(&self) -> Profile {
        let title = "all connections to Redis, silent without an end; new ones work";
        Profile { lasts: seconds(0), ..Profile::new("redis-silent", title, Origin::Injection) }
            .players_see("games stop until all connections are replaced")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.store.silence(Silence::Both) }.boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}

/// All connections of phones break.
#[derive(Debug)]
pub struct PhonesCut;

impl Fault for PhonesCut {
    fn profile(&self) -> Profile {
        let title = "all connections of phones, closed, as by a restart of the reverse proxy";
        Profile { lasts: seconds(0), ..Profile::new("phones-cut", title, Origin::Injection) }
            .players_see("all sockets reconnect")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.phones.cut() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}

/// A network fails for some seconds, and is whole again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFault {
    /// Nothing passes to or from Redis.
    StoreParted,
    /// Packets to and from Redis are lost.
    StoreLossy,
    /// Nothing passes to or from phones.
    PhonesParted,
    /// Packets to and from phones are lost.
    PhonesLossy,
}

impl NetworkFault {
    fn network(self) -> Network {
        match self {
            Self::StoreParted | Self::PhonesParted => Network::Parted,
            Self::StoreLossy | Self::PhonesLossy => Network::Lossy(LOSS),
        }
    }

    fn proxy(self, platform: &Platform) -> &FaultyProxy {
        match self {
            Self::StoreParted | Self::StoreLossy => &platform.store,
            Self::PhonesParted | Self::PhonesLossy => &platform.phones,
        }
    }
}

impl Fault for NetworkFault {
    fn profile(&self) -> Profile {
        let profile = match self {
            Self::StoreParted => Profile::new("redis-parted", "partition from Redis", Origin::Healing)
                .players_see("games stop, and continue with the network"),
            Self::StoreLossy => Profile::new("redis-lossy", "10 % packet loss to and from Redis", Origin::Injection)
                .players_see("answers and phases are late"),
            Self::PhonesParted => Profile::new("phones-parted", "partition from all phones", Origin::Healing)
                .players_see("phones miss the events of this time, and receive them afterwards"),
            Self::PhonesLossy => Profile::new("phones-lossy", "10 % packet loss to and from phones", Origin::Injection)
                .players_see("answers and events are late"),
        };
        Profile { lasts: seconds(4), ..profile }
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { self.proxy(platform).set(self.network()) }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { self.proxy(platform).set(Network::Whole) }.boxed_local()
    }
}
