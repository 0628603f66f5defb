//! The counts of emoji in an event.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Data of `reaction`: reactions since the previous such event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReactionCounts {
    /// Number of reactions for each emoji.
    pub counts: BTreeMap<String, u32>,
}

impl ReactionCounts {
    /// Counts one reaction.
    #[must_use]
    pub fn one(emoji: &str) -> Self {
        Self { counts: [(emoji.to_owned(), 1)].into() }
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: &Self) {
        for (emoji, count) in &other.counts {
            let sum = self.counts.entry(emoji.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
}
