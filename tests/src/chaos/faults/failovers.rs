//! Redis fails over to a replica.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{Layout, Platform},
    },
    harness::redis::RedisServer,
};

fn replicated() -> Layout {
    Layout { replica: true, ..Layout::default() }
}

fn replica(platform: &Platform) -> &RedisServer {
    platform.replica.as_ref().expect("the layout has a replica")
}

/// Makes the replica a primary, which replicates nothing any more.
async fn promote(platform: &Platform) {
    let _: String = replica(platform).command(&["REPLICAOF", "NO", "ONE"]).await;
}

/// Redis dies, and a replica that is one second behind takes its place.
#[derive(Debug)]
pub struct LaggingReplica;

impl Fault for LaggingReplica {
    fn profile(&self) -> Profile {
        let title = "Redis, failover to a replica that is one second behind";
        let profile = Profile::new("redis-failover", title, Origin::Healing);
        Profile { layout: replicated(), lasts: seconds(1), ..profile }
            .players_see("phones receive a snapshot in a new epoch and repeat their answers")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        promote(platform).boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            platform.env.redis.kill();
            platform.store.redirect(replica(platform).port());
        }
        .boxed_local()
    }
}

/// Redis becomes the replica of its replica while all connections to it stay open.
#[derive(Debug)]
pub struct Demotion;

impl Fault for Demotion {
    fn profile(&self) -> Profile {
        let title = "Redis, failover while connected: the old primary rejects writes (READONLY)";
        let profile = Profile::new("redis-demotion", title, Origin::Injection);
        Profile { layout: replicated(), lasts: seconds(0), ..profile }
            .players_see("games stop until all connections are replaced")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            let port = replica(platform).port();
            promote(platform).await;
            platform.store.redirect(port);
            let _: String = platform.env.redis.command(&["REPLICAOF", "127.0.0.1", &port.to_string()]).await;
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}
