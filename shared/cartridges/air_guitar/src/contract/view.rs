//! The public and private views of a session.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::PlayerId;

use super::event::{Finalist, Line, PartView};

/// The public part of a snapshot. Fields that do not apply to the phase are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of the current, last or next practice, from 1.
    pub practice: u32,
    /// Number of practices.
    pub practices: u32,
    /// Length of a practice in milliseconds.
    pub time_limit_ms: u64,
    /// Goal: percentage of the practice during which a guitarist must play.
    pub goal_percent: u32,
    /// The guitarists of the practice, in the order in which they picked up their guitars; during
    /// `practice` and `counting`.
    pub parts: Vec<PartView>,
    /// The guitarists' results, during `summary`.
    pub lines: Vec<Line>,
    /// Whether the practice was successful, during `summary`.
    pub reached: Option<bool>,
    /// The session's streak: successful practices in a row.
    pub streak: u32,
    /// The session's longest streak.
    pub best_streak: u32,
    /// Number of successful practices, during `game_over`.
    pub goals: Option<u32>,
    /// The final ranking, most stars first, during `game_over`.
    pub ranking: Vec<Finalist>,
}

/// The private view of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Id of the person.
    pub player_id: PlayerId,
    /// The guitarist's streak: practices in a row with the goal reached.
    pub streak: u32,
    /// The guitarist's longest streak.
    pub best_streak: u32,
}
