//! A rolling restart, as for an upgrade.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::chaos::{
    fault::{Fault, Origin, Profile},
    platform::Platform,
};

/// SIGTERM of each process, one after the other. Each one starts again before the next one ends.
#[derive(Debug)]
pub struct RollingRestart;

impl Fault for RollingRestart {
    fn profile(&self) -> Profile {
        let title = "all `worker`, then all `web`, restarted one after the other (SIGTERM)";
        Profile { lasts: seconds(0), questions: 6, ..Profile::new("rolling-restart", title, Origin::Injection) }
            .players_see("sockets reconnect to another process")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            for process in platform.workers.iter_mut().chain(&mut platform.webs) {
                process.terminate();
                process.ended().await;
                process.restart().await;
            }
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}
