//! Machines with a wrong clock.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::chaos::{
    fault::{Fault, Origin, Profile},
    platform::{Layout, Platform, Role},
};

/// All processes of one role have a clock that differs from that of Redis, from their start on.
#[derive(Debug)]
pub struct WrongClock {
    /// The role of the process.
    pub role: Role,
    /// The offset for `libfaketime`.
    pub offset: &'static str,
}

impl Fault for WrongClock {
    fn profile(&self) -> Profile {
        let (id, title) = match self.role {
            Role::Web => ("web-clock", "the clock of all `web`, 20 s behind"),
            Role::Worker => ("worker-clock", "the clock of all `worker`, 20 s ahead"),
        };
        let layout = Layout { wrong_clock: Some((self.role, self.offset)), ..Layout::default() };
        Profile { layout, lasts: seconds(0), ..Profile::new(id, title, Origin::Injection) }
            .players_see("nothing: phases follow the clock of Redis")
    }

    fn inject<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }

    fn heal<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}
