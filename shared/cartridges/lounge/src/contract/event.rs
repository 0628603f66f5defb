//! The numbered events of the lounge.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::ids::PlayerId;

/// A numbered event of the lounge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The lounge opened.
    #[serde(rename = "phase.lounge_opened")]
    Opened(Opened),
    /// A person set or removed a status.
    #[serde(rename = "status.set")]
    StatusSet(StatusSet),
    /// Reactions since the previous such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// A person proposed a toast.
    #[serde(rename = "toast.raised")]
    Raised(Raised),
    /// A person joined the toast.
    #[serde(rename = "toast.joined")]
    Joined(ToastJoined),
    /// Everybody present joined the toast; it is complete.
    #[serde(rename = "toast.clinked")]
    Clinked(Clinked),
    /// A person who had joined the toast left. The toast ends if that person proposed it.
    #[serde(rename = "toast.lowered")]
    Lowered(ToastLowered),
}

/// Data of `phase.lounge_opened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Opened {
    /// The available reactions.
    pub emoji: Vec<String>,
    /// Whether people can propose toasts.
    pub toasts: bool,
}

/// Data of `status.set`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusSet {
    /// Id of the person.
    pub player_id: PlayerId,
    /// The status; `null` when the person removed it or left.
    pub status: Option<String>,
}

/// Data of `toast.raised`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Raised {
    /// Id of the person who proposed the toast.
    pub player_id: PlayerId,
    /// Words of the toast; `null` for a toast without words.
    pub words: Option<String>,
}

/// Data of `toast.joined`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastJoined {
    /// Id of the person who joined.
    pub player_id: PlayerId,
}

/// Data of `toast.clinked`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clinked {
    /// Id of the person who proposed the toast.
    pub player_id: PlayerId,
    /// Words of the toast.
    pub words: Option<String>,
    /// Everyone who joined, in that order.
    pub joined: Vec<PlayerId>,
    /// Completed toasts, including this one.
    pub count: u32,
}

/// Data of `toast.lowered`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastLowered {
    /// Id of the person who left.
    pub player_id: PlayerId,
}

impl Event {
    /// Adds the counts of a later reaction. Returns whether the events could be merged.
    pub(crate) fn merge(&mut self, later: &Self) -> bool {
        let (Self::Reaction(sum), Self::Reaction(more)) = (self, later) else { return false };
        sum.add(more);
        true
    }
}
