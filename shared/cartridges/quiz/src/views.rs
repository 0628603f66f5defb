//! Builds the views from the state.

use wpp_cartridge_kit::{
    prelude::*,
    reactions::{self, reactions_left},
};
use wpp_game::content::Media;

use super::{
    Quiz,
    contract::{GameOver, View, You},
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let mut view = View {
        rounds: state.config.rounds,
        questions: state.config.questions_per_round,
        multiplier: state.multiplier(),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        kind: state.current.kind,
        points: state.current.points,
        difficulty: state.current.difficulty,
        media: state.current.media_view(),
        logo: state.config.logo.as_ref().and_then(Media::view),
        emoji: reactions::emoji(),
        time_limit_ms: Quiz::row(state).time_limit_ms(state),
        waits_for_host: state.waits_for_host(),
        waiting: state.waiting(),
        options: state.options(),
        captains: state.captains(),
        ..View::default()
    };
    match &state.stage {
        Stage::Question | Stage::Answer(_) => {}
        Stage::Solution { solution, .. } => view.solution = Some(solution.clone()),
        Stage::Scoreboard { ranking, teams } => {
            ranking.clone_into(&mut view.ranking);
            teams.clone_into(&mut view.teams);
            view.is_final = state.deck.is_empty();
        }
        Stage::GameOver(GameOver { ranking, teams, awards }) => {
            ranking.clone_into(&mut view.ranking);
            teams.clone_into(&mut view.teams);
            awards.clone_into(&mut view.awards);
            view.is_final = true;
        }
    }
    view
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let given = state.ballot().and_then(|ballot| ballot.answer_of(player));
    let submitted = given.map(|given| given.submission(state.option_ids()));
    You {
        player_id: player.clone(),
        answer: submitted.as_ref().and_then(|submitted| submitted.option_id.clone()),
        submitted,
        streak: state.players.get(player).map_or(0, |record| record.streak),
        reactions_left: reactions_left(state, player),
        plays: state.plays(player),
    }
}
