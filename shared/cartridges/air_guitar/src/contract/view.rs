//! The public and private views of a session.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::PlayerId;

use super::event::{Finalist, Line, PartView};
use crate::state::{Part, Stage, State};

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

/// What only one person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Id of the person.
    pub player_id: PlayerId,
    /// The guitarist's streak: practices in a row with the goal reached.
    pub streak: u32,
    /// The guitarist's longest streak.
    pub best_streak: u32,
}

impl View {
    pub(crate) fn of(state: &State) -> Self {
        let mut view = Self {
            practice: state.practice,
            practices: state.config.practices,
            time_limit_ms: state.config.practice_ms.into(),
            goal_percent: state.config.goal_percent,
            parts: state.parts().iter().map(Part::view).collect(),
            lines: Vec::new(),
            reached: None,
            streak: state.streak,
            best_streak: state.best_streak,
            goals: None,
            ranking: Vec::new(),
        };
        match &state.stage {
            Stage::Ready | Stage::Practice { .. } | Stage::Counting { .. } => {}
            Stage::Summary { lines, reached } => {
                lines.clone_into(&mut view.lines);
                view.reached = Some(*reached);
            }
            Stage::GameOver { ranking } => {
                ranking.clone_into(&mut view.ranking);
                view.goals = Some(state.goals);
            }
        }
        view
    }
}

impl You {
    pub(crate) fn of(state: &State, player: &PlayerId) -> Self {
        let record = state.players.get(player).copied().unwrap_or_default();
        Self { player_id: player.clone(), streak: record.streak, best_streak: record.best_streak }
    }
}
