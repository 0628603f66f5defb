//! Builds the views from the state.

use wpp_cartridge_kit::{
    answers::Answers as _,
    bluff::Reveals as _,
    phases::PhasedGame as _,
    reactions::{self, reactions_left},
};
use wpp_game::ids::PlayerId;

use super::{
    Fib,
    contract::{
        action::MAX_GRAPHEMES,
        view::{View, You},
    },
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let revealed_choices = state.ballot().map(|ballot| ballot.revealed.as_slice()).unwrap_or_default();
    let mut view = View {
        rounds: state.config.rounds,
        questions: state.config.questions_per_round,
        multiplier: state.multiplier(),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        media: state.current.media_view(),
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        time_limit_ms: Fib::row(state).time_limit_ms(state),
        waiting: Vec::new(),
        options: state.options(),
        revealed: revealed_choices.iter().filter_map(|at| state.revealed(*at)).collect(),
        together: state.ballot().map_or(0, |ballot| ballot.together),
        deltas: Vec::new(),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
    };
    match &state.stage {
        Stage::Question | Stage::Reveal { .. } => {}
        Stage::Lie { waiting, .. } | Stage::Guess { waiting, .. } => waiting.clone_into(&mut view.waiting),
        Stage::Scores { deltas, .. } => deltas.clone_into(&mut view.deltas),
        Stage::Scoreboard { ranking, .. } => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = state.deck.is_empty();
        }
        Stage::GameOver { ranking, awards } => {
            ranking.clone_into(&mut view.ranking);
            awards.clone_into(&mut view.awards);
            view.is_final = true;
        }
    }
    view
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let ids = state.option_ids();
    let mut you = You {
        player_id: player.clone(),
        lie: None,
        lie_option_id: None,
        guess: None,
        suggestions: state.suggestions_for(player).unwrap_or_default(),
        reactions_left: reactions_left(state, player),
        plays: state.plays(player),
    };
    if let Stage::Lie { lies, .. } = &state.stage {
        you.lie = lies.iter().find(|lie| lie.player.as_ref() == Some(player)).map(|lie| lie.text.original().to_owned());
    }
    if let Some(ballot) = state.ballot() {
        if let Some((lie, at)) = ballot.lie_of(player) {
            (you.lie, you.lie_option_id) = (Some(lie), Some(ids.id(at)));
        }
        you.guess = ballot.guess_of(player).map(|at| ids.id(at));
    }
    you
}
