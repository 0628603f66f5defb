//! Redis is killed, stopped, loses its last second, or runs out of memory.

use futures_util::{FutureExt, future::LocalBoxFuture};
use tempfile::TempDir;

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{Layout, Platform},
    },
    harness::redis::Durability,
};

/// A Redis with an append-only file, as in production.
fn durable() -> Layout {
    Layout { durability: Durability::AppendOnly, ..Layout::default() }
}

/// `kill -9` of Redis, which starts again two seconds later.
#[derive(Debug)]
pub struct StoreKilled;

impl Fault for StoreKilled {
    fn profile(&self) -> Profile {
        let title = "Redis with an append-only file, killed";
        Profile { layout: durable(), ..Profile::new("redis-killed", title, Origin::Healing) }
            .players_see("games stop, and continue after the start")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.env.redis.kill() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.env.redis.restart().await }.boxed_local()
    }
}

/// SIGSTOP of Redis, and SIGCONT three seconds later.
#[derive(Debug)]
pub struct StoreFrozen;

impl Fault for StoreFrozen {
    fn profile(&self) -> Profile {
        let profile = Profile::new("redis-frozen", "Redis, stopped (SIGSTOP)", Origin::Healing);
        Profile { lasts: seconds(3), ..profile }.players_see("games stop, and continue with Redis")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.env.redis.freeze() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.env.redis.thaw() }.boxed_local()
    }
}

/// Redis loses what it wrote since the injection, and starts again.
#[derive(Debug, Default)]
pub struct PowerFailure {
    disk: Option<TempDir>,
}

impl Fault for PowerFailure {
    fn profile(&self) -> Profile {
        let title = "Redis, power failure with `appendfsync everysec`: its last second is lost";
        let profile = Profile::new("redis-power-failure", title, Origin::Healing);
        Profile { layout: durable(), lasts: seconds(1), ..profile }
            .players_see("phones receive a snapshot in a new epoch and repeat their answers")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            let disk = TempDir::new().expect("a folder for the copy");
            platform.env.redis.copy_disk(disk.path());
            self.disk = Some(disk);
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            let disk = self.disk.take().expect("the fault was injected");
            platform.env.redis.kill();
            platform.env.redis.roll_back(disk.path());
            platform.env.redis.restart().await;
        }
        .boxed_local()
    }
}

/// Redis reaches `maxmemory` and rejects all writes for three seconds.
#[derive(Debug)]
pub struct OutOfMemory;

impl OutOfMemory {
    async fn limit(platform: &Platform, bytes: &str) {
        let _: String = platform.env.redis.command(&["CONFIG", "SET", "maxmemory", bytes]).await;
    }
}

impl Fault for OutOfMemory {
    fn profile(&self) -> Profile {
        let profile = Profile::new("redis-out-of-memory", "Redis at its `maxmemory`", Origin::Healing);
        Profile { lasts: seconds(3), ..profile }.players_see("games stop, and continue when there is memory")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        Self::limit(platform, "1").boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        Self::limit(platform, "0").boxed_local()
    }
}
