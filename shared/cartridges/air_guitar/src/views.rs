//! Builds the views from the state.

use wpp_game::ids::PlayerId;

use super::{
    contract::{
        event::PartView,
        view::{View, You},
    },
    state::{Part, Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let mut view = View {
        practice: state.practice,
        practices: state.config.practices,
        time_limit_ms: state.config.practice_ms.into(),
        goal_percent: state.config.goal_percent,
        parts: state.parts().iter().map(part_view).collect(),
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

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let record = state.players.get(player).copied().unwrap_or_default();
    You { player_id: player.clone(), streak: record.streak, best_streak: record.best_streak }
}

/// Returns the view of one guitarist's part.
fn part_view(part: &Part) -> PartView {
    PartView {
        player_id: part.player_id.clone(),
        playing: part.plays(),
        goal_ms: part.goal_ms,
        chords: part.tally.chords,
        played_ms: part.tally.played_ms,
    }
}
