//! Machines with a wrong clock.

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::seconds;
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{Layout, Platform},
    },
    harness::processes::Program,
};

/// All processes of one program have a clock that differs from that of Redis, from their start on.
#[derive(Debug)]
pub struct WrongClock {
    /// The program.
    pub program: Program,
    /// The offset for `libfaketime`.
    pub offset: &'static str,
}

impl Fault for WrongClock {
    fn profile(&self) -> Profile {
        let (id, title) = match self.program {
            Program::Web => ("web-clock", "the clock of all `web`, 20 s behind"),
            Program::Worker => ("worker-clock", "the clock of all `worker`, 20 s ahead"),
        };
        let layout = Layout { wrong_clock: Some((self.program, self.offset)), ..Layout::default() };
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
