//! Steps that a caller may repeat, because it did not receive the store's answer to the commit.

use serde::{Deserialize, Serialize};

use super::{Command, Session, stored};
use crate::contract::time::Timestamp;

/// How long a session remembers a step, in milliseconds: longer than a caller repeats one.
const REMEMBERED_MS: u64 = 15_000;

/// Maximum number of remembered steps: more than a room takes in that time.
const MAX_REMEMBERED: usize = 64;

/// A committed step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecentStep {
    #[serde(rename = "i")]
    id: u64,
    #[serde(rename = "t", with = "stored::millis")]
    at: Timestamp,
}

impl Session {
    /// Records that this state is the result of the step `id`, if it has one, and forgets old steps.
    pub fn remember_step(&mut self, id: Option<u64>) {
        let now = self.now;
        self.recent_steps.retain(|step| now.ms_since(step.at) < REMEMBERED_MS);
        self.recent_steps.extend(id.map(|id| RecentStep { id, at: now }));
        self.recent_steps.drain(..self.recent_steps.len().saturating_sub(MAX_REMEMBERED));
    }

    /// Returns whether the step `id` was committed a short time ago.
    #[must_use]
    pub fn remembers_step(&self, id: u64) -> bool {
        self.recent_steps.iter().any(|step| step.id == id)
    }
}

impl Command {
    /// Returns whether a repetition has no second effect and the same answer. A step of other commands needs an id that the
    /// session remembers.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        matches!(
            self,
            Self::Action { .. }
                | Self::Presence { .. }
                | Self::HostPresence { .. }
                | Self::Renumber { .. }
                | Self::Wake
        )
    }
}
