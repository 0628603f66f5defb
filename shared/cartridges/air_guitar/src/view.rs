//! What everybody may know, and what one player may know of themselves.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    event::{Finalist, Line, PartView},
    state::{Part, Stage, State},
};
use wpp_game::ids::PlayerId;

/// The public part of a snapshot. What the phase does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// The practice that is on, was last, or comes next, from 1.
    pub practice: u32,
    /// Practices of the evening.
    pub practices: u32,
    /// How long a practice lasts.
    pub time_limit_ms: u64,
    /// How much of their time a guitarist has to play, in percent.
    pub goal_percent: u32,
    /// Who plays, in the order in which they picked up their guitars; during `practice` and `counting`.
    pub parts: Vec<PartView>,
    /// What each guitarist did; during `summary`.
    pub lines: Vec<Line>,
    /// Whether the practice reached its goal; during `summary`.
    pub reached: Option<bool>,
    /// The evening's streak: practices in a row that reached their goal.
    pub streak: u32,
    /// The longest it was.
    pub best_streak: u32,
    /// Practices that reached their goal; told at the end.
    pub goals: Option<u32>,
    /// The evening's end: most stars first.
    pub ranking: Vec<Finalist>,
}

/// What a player alone may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Who.
    pub player_id: PlayerId,
    /// Practices in a row in which they reached their goal.
    pub streak: u32,
    /// The longest it was.
    pub best_streak: u32,
}

impl View {
    pub(super) fn of(state: &State) -> Self {
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
    pub(super) fn of(state: &State, player: &PlayerId) -> Self {
        let record = state.players.get(player).copied().unwrap_or_default();
        Self { player_id: player.clone(), streak: record.streak, best_streak: record.best_streak }
    }
}
