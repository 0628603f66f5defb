//! A fault: what breaks, what heals it, and what must hold.

use std::time::Duration;

use futures_util::{FutureExt, future::LocalBoxFuture};

use super::platform::{Layout, Platform};

/// Upper bound of the time to recover, for every fault that leaves a working store.
pub const RECOVERY_BOUND: Duration = Duration::from_secs(5);

/// A fault of the infrastructure.
pub trait Fault {
    /// Returns the constant facts.
    fn profile(&self) -> Profile;

    /// Breaks something.
    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()>;

    /// Repairs what [`inject`](Self::inject) broke, as the machine or its operator would.
    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()>;

    /// Returns violations that the history of the games does not show. Called after the games.
    fn verify<'a>(&'a mut self, _platform: &'a mut Platform) -> LocalBoxFuture<'a, Vec<String>> {
        async { Vec::new() }.boxed_local()
    }
}

/// The constant facts about a fault.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Word for command lines, such as `redis-killed`.
    pub id: &'static str,
    /// What fails, for the table of `docs/reliability.md`.
    pub title: &'static str,
    /// What players see, for the same table.
    pub players_see: &'static str,
    /// The platform that the fault needs.
    pub layout: Layout,
    /// Time between injection and healing.
    pub lasts: Duration,
    /// The moment from which the time to recover counts.
    pub recovers_from: Origin,
    /// Questions of each game. The games have to outlast the fault.
    pub questions: u32,
}

/// The moment from which the time to recover counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The rest of the platform continues without waiting for the repair.
    Injection,
    /// Games cannot continue before the repair.
    Healing,
}

impl Profile {
    /// Creates the facts of a fault that is present for two seconds of games with four questions.
    #[must_use]
    pub fn new(id: &'static str, title: &'static str, recovers_from: Origin) -> Self {
        let lasts = Duration::from_secs(2);
        Self { id, title, players_see: "", layout: Layout::default(), lasts, recovers_from, questions: 4 }
    }

    /// Sets what players see.
    #[must_use]
    pub fn players_see(self, players_see: &'static str) -> Self {
        Self { players_see, ..self }
    }
}
