//! Builds the views from the state.

use wpp_cartridge_kit::{
    bluff::Bluffs as _,
    prelude::*,
    reactions::{self, reactions_left},
    scoreboard::GameOver,
};

use super::{
    Fib,
    contract::{MAX_GRAPHEMES, View, You},
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let revealed_choices = state.ballot().map(|ballot| ballot.revealed.as_slice()).unwrap_or_default();
    let mut view = View {
        rounds: state.config.rounds,
        questions: state.config.questions_per_round,
        multiplier: state.config.multiplier(state.round),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        media: state.current.media_view(),
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        time_limit_ms: Fib::row(state).time_limit_ms(state),
        waiting: state.waiting(),
        options: state.options(),
        revealed: revealed_choices.iter().filter_map(|at| state.revealed(*at)).collect(),
        together: state.ballot().map_or(0, |ballot| ballot.together),
        ..View::default()
    };
    match &state.stage {
        Stage::Question | Stage::Lie(_) | Stage::Guess(_) | Stage::Reveal(_) => {}
        Stage::Scores { deltas, .. } => deltas.clone_into(&mut view.deltas),
        Stage::Scoreboard { ranking, .. } => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = state.deck.is_empty();
        }
        Stage::GameOver(GameOver { ranking, awards }) => {
            ranking.clone_into(&mut view.ranking);
            awards.clone_into(&mut view.awards);
            view.is_final = true;
        }
    }
    view
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let own = match &state.stage {
        Stage::Lie(writing) => writing.own_part(player),
        _ => state.ballot().map(|ballot| ballot.own_part(player, state.option_ids())).unwrap_or_default(),
    };
    You {
        player_id: player.clone(),
        lie: own.lie,
        lie_option_id: own.option_id,
        guess: own.guess,
        suggestions: state.suggestions_for(player).unwrap_or_default(),
        reactions_left: reactions_left(state, player),
        plays: state.plays(player),
    }
}
