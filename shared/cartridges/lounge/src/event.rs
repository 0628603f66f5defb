//! What everybody is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use wpp_game::ids::PlayerId;

/// One of the lounge's numbered events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The doors are open.
    #[serde(rename = "phase.lounge_opened")]
    Opened(Opened),
    /// Somebody said how they are, or took it back.
    #[serde(rename = "status.set")]
    StatusSet(StatusSet),
    /// Reactions since the last such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// Somebody proposes a toast.
    #[serde(rename = "toast.raised")]
    Raised(Raised),
    /// Somebody raised their glass, too.
    #[serde(rename = "toast.joined")]
    Joined(ToastJoined),
    /// Everybody's glass is up: they clink.
    #[serde(rename = "toast.clinked")]
    Clinked(Clinked),
    /// Somebody whose glass was up has left. If they had proposed the toast, it is over.
    #[serde(rename = "toast.lowered")]
    Lowered(ToastLowered),
}

/// Data of `phase.lounge_opened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Opened {
    /// The emoji that can be thrown.
    pub emoji: Vec<String>,
    /// Whether people may raise their glasses.
    pub toasts: bool,
}

/// Data of `status.set`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusSet {
    /// Who.
    pub player_id: PlayerId,
    /// How they are; `null` when they took it back, or left.
    pub status: Option<String>,
}

/// Data of `reaction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReactionCounts {
    /// How often each was sent.
    pub counts: BTreeMap<String, u32>,
}

/// Data of `toast.raised`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Raised {
    /// Who proposes it.
    pub player_id: PlayerId,
    /// To what; `null` for a toast without words.
    pub words: Option<String>,
}

/// Data of `toast.joined`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastJoined {
    /// Who raised their glass.
    pub player_id: PlayerId,
}

/// Data of `toast.clinked`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clinked {
    /// Who proposed it.
    pub player_id: PlayerId,
    /// To what.
    pub words: Option<String>,
    /// Whose glasses clinked, in the order in which they were raised.
    pub joined: Vec<PlayerId>,
    /// Toasts this evening, this one included.
    pub count: u32,
}

/// Data of `toast.lowered`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastLowered {
    /// Whose glass is down.
    pub player_id: PlayerId,
}

/// Reactions add up.
pub(super) fn merge(earlier: &mut Event, later: &Event) -> bool {
    let (Event::Reaction(earlier), Event::Reaction(later)) = (earlier, later) else { return false };
    for (emoji, count) in &later.counts {
        let sum = earlier.counts.entry(emoji.clone()).or_default();
        *sum = sum.saturating_add(*count);
    }
    true
}
