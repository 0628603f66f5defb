//! Processes and Redis are killed again and again.

use futures_util::{FutureExt, future::LocalBoxFuture};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{Layout, Platform},
    },
    harness::redis::Durability,
};

/// Number of kills.
const KILLS: usize = 6;

/// Upper bound of the time between two kills.
const GAP_MS: u64 = 1_500;

/// `kill -9` of a random process or of Redis, each started again at once.
#[derive(Debug)]
pub struct RandomKills {
    rng: ChaCha8Rng,
}

impl RandomKills {
    /// Creates the kills of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    async fn kill_one(&mut self, platform: &mut Platform) {
        let (webs, workers) = (platform.webs.len(), platform.workers.len());
        match self.rng.random_range(0..=webs + workers) {
            web if web < webs => platform.webs[web].restart().await,
            other if other < webs + workers => platform.workers[other - webs].restart().await,
            _ => {
                platform.env.redis.kill();
                platform.env.redis.restart().await;
            }
        }
    }
}

impl Fault for RandomKills {
    fn profile(&self) -> Profile {
        let title = "`web`, `worker` or Redis, killed six times in a row";
        let layout = Layout { durability: Durability::AppendOnly, ..Layout::default() };
        let profile = Profile::new("random-kills", title, Origin::Injection);
        Profile { layout, lasts: seconds(0), questions: 6, ..profile }
            .players_see("sockets reconnect; games stop for moments")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            for _ in 0..KILLS {
                self.kill_one(platform).await;
                let gap = self.rng.random_range(0..GAP_MS);
                tokio::time::sleep(std::time::Duration::from_millis(gap)).await;
            }
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}
