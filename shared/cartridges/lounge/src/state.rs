//! What the lounge remembers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::Config;
use wpp_game::ids::PlayerId;

/// An evening in the lounge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    #[serde(rename = "c")]
    pub(super) config: Config,
    /// How people are, as far as they say.
    #[serde(rename = "s", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) statuses: BTreeMap<PlayerId, String>,
    /// The toast that is proposed.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub(super) toast: Option<Toast>,
    /// Toasts so far.
    #[serde(rename = "n", default)]
    pub(super) toasts: u32,
}

/// Glasses in the air.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Toast {
    #[serde(rename = "b")]
    pub(super) by: PlayerId,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<String>,
    /// Whose glasses are up, in the order in which they were raised.
    #[serde(rename = "j")]
    pub(super) joined: Vec<PlayerId>,
}

impl State {
    pub(super) fn new(config: Config) -> Self {
        Self { config, statuses: BTreeMap::new(), toast: None, toasts: 0 }
    }
}
