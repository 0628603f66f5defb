//! Processes that are killed or stopped.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::chaos::{
    fault::{Fault, Origin, Profile},
    platform::{Layout, Platform, Role},
};

/// `kill -9` of a process, which starts again two seconds later.
#[derive(Debug)]
pub struct ProcessKilled {
    /// The role of the process.
    pub role: Role,
    /// Number of its processes, one of which is killed.
    pub instances: usize,
}

impl Fault for ProcessKilled {
    fn profile(&self) -> Profile {
        let (id, title, origin, seen) = match (self.role, self.instances) {
            (Role::Web, 1) => (
                "only-web-killed",
                "the only `web`, killed",
                Origin::Healing,
                "sockets reconnect after the start; phases go on meanwhile",
            ),
            (Role::Web, _) => (
                "web-killed",
                "one of two `web`, killed",
                Origin::Injection,
                "sockets of this process reconnect to the other one",
            ),
            (Role::Worker, 1) => (
                "only-worker-killed",
                "the only `worker`, killed",
                Origin::Healing,
                "phases end when a player acts, or after the start",
            ),
            (Role::Worker, _) => {
                ("worker-killed", "one of two `worker`, killed", Origin::Injection, "some phases end late")
            }
        };
        let layout = match self.role {
            Role::Web => Layout { webs: self.instances, ..Layout::default() },
            Role::Worker => Layout { workers: self.instances, ..Layout::default() },
        };
        Profile { layout, ..Profile::new(id, title, origin).players_see(seen) }
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.processes(self.role)[0].kill() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.processes(self.role)[0].restart().await }.boxed_local()
    }
}

/// SIGSTOP of one of two processes, and SIGCONT four seconds later.
#[derive(Debug)]
pub struct ProcessFrozen {
    /// The role of the process.
    pub role: Role,
}

impl Fault for ProcessFrozen {
    fn profile(&self) -> Profile {
        let profile = match self.role {
            Role::Web => Profile::new("web-frozen", "one of two `web`, stopped (SIGSTOP)", Origin::Healing)
                .players_see("phones of this process wait until it continues, or until they notice the silence"),
            Role::Worker => Profile::new("worker-frozen", "one of two `worker`, stopped (SIGSTOP)", Origin::Injection)
                .players_see("some phases end late"),
        };
        Profile { lasts: seconds(4), questions: 5, ..profile }
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.processes(self.role)[0].freeze() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { platform.processes(self.role)[0].thaw() }.boxed_local()
    }
}
