//! Builds the views from the state.

use wpp_cartridge_kit::{
    answers::{Answers as _, OptionView},
    bluff::{Kind, Revealed},
    reactions::{self, reactions_left},
};
use wpp_game::ids::PlayerId;

use super::{
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
        time_limit_ms: None,
        waiting: Vec::new(),
        options: options(state),
        revealed: revealed_choices.iter().filter_map(|at| revealed(state, *at)).collect(),
        together: state.ballot().map_or(0, |ballot| ballot.together),
        deltas: Vec::new(),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
    };
    match &state.stage {
        Stage::Question | Stage::Reveal { .. } => {}
        Stage::Lie { waiting, .. } => {
            view.time_limit_ms = state.config.lie_limit();
            waiting.clone_into(&mut view.waiting);
        }
        Stage::Guess { waiting, .. } => {
            view.time_limit_ms = state.config.guess_limit();
            waiting.clone_into(&mut view.waiting);
        }
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
        let mut choices = ballot.choices.iter().enumerate();
        if let Some((at, choice, author)) = choices.find_map(|(at, choice)| Some((at, choice, choice.author(player)?)))
        {
            you.lie = Some(author.own_text.as_ref().unwrap_or(&choice.text).clone());
            you.lie_option_id = Some(state.option_id(at));
        }
        you.guess = ballot.guess_of(player).map(|at| state.option_id(at));
    }
    you
}

/// Returns the options; empty before `guess`.
pub(super) fn options(state: &State) -> Vec<OptionView> {
    let choices = state.ballot().map(|ballot| ballot.choices.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    choices.iter().map(|choice| &choice.text).enumerate().map(option).collect()
}

/// Returns a revealed option; `None` before its reveal. The truth has an explanation and a source.
pub(super) fn revealed(state: &State, at: usize) -> Option<Revealed> {
    let revealed = state.ballot()?.revealed(at, state.option_id(at))?;
    if revealed.kind != Kind::Truth {
        return Some(revealed);
    }
    let (explanation, source) = (state.current.explanation.clone(), state.current.source.clone());
    Some(Revealed { explanation, source, ..revealed })
}
