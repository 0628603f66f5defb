//! The stored state of a lounge.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wpp_game::{driver::FreeText, ids::PlayerId};

use super::contract::config::Config;

/// A session of the lounge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    #[serde(rename = "c")]
    pub(super) config: Config,
    /// Statuses by player.
    #[serde(rename = "s", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) statuses: BTreeMap<PlayerId, FreeText>,
    /// The current toast.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub(super) toast: Option<Toast>,
    /// Number of completed toasts.
    #[serde(rename = "n", default)]
    pub(super) toasts: u32,
}

/// A proposed toast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Toast {
    #[serde(rename = "b")]
    pub(super) by: PlayerId,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<FreeText>,
    /// Everyone who joined, in that order.
    #[serde(rename = "j")]
    pub(super) joined: Vec<PlayerId>,
}

impl Toast {
    /// Returns the words, if everybody may read them.
    pub(super) fn shown_words(&self) -> Option<String> {
        self.words.as_ref().and_then(FreeText::open).map(str::to_owned)
    }
}

impl State {
    pub(super) fn new(config: Config) -> Self {
        Self { config, statuses: BTreeMap::new(), toast: None, toasts: 0 }
    }
}
