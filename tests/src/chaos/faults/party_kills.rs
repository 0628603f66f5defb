//! `wpp` without a command, killed again and again.

use std::time::Duration;

use futures_util::{FutureExt, future::LocalBoxFuture};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{Layout, Platform},
    },
    harness::environment::Roles,
};

/// Number of kills of a party that runs. Another kill comes during each second start, up to the last one.
const KILLS: usize = 6;

/// Upper bound of the time between a start and the next kill.
const GAP_MS: u64 = 1_500;

/// Upper bound of the time between a start and a kill during the start, which takes about half of this time.
const START_MS: u64 = 1_000;

/// `kill -9` of the one `wpp`, started again each time. The kernel ends its store with SIGTERM (`run-store` asks for it), and
/// the next store waits until the earlier one has written its file.
#[derive(Debug)]
pub struct PartyKilled {
    rng: ChaCha8Rng,
}

impl PartyKilled {
    /// Creates the kills of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed) }
    }
}

impl Fault for PartyKilled {
    fn profile(&self) -> Profile {
        let title = "`wpp` without a command, killed eight times, two of them while it starts";
        let layout = Layout { roles: Roles::Party, webs: 1, workers: 0, ..Layout::default() };
        let profile = Profile::new("party-killed", title, Origin::Healing);
        Profile { layout, lasts: seconds(0), questions: 6, ..profile }
            .players_see("sockets reconnect after each start; games stop meanwhile")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            let party = &mut platform.webs[0];
            party.kill();
            for n in 1..KILLS {
                if n % 2 == 0 {
                    party.kill_during_start(Duration::from_millis(self.rng.random_range(0..START_MS))).await;
                }
                party.restart().await;
                tokio::time::sleep(Duration::from_millis(self.rng.random_range(0..GAP_MS))).await;
                party.kill();
            }
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.webs[0].restart().await }.boxed_local()
    }
}
