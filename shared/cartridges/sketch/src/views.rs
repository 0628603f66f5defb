//! Builds the views from the state.

use wpp_cartridge_kit::{
    answers::{Answers as _, OptionView},
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
    let (shown, ballot) = (state.shown(), state.ballot());
    let revealed = ballot.map(|ballot| ballot.revealed.as_slice()).unwrap_or_default();
    let mut view = View {
        rounds: state.config.rounds,
        questions: state.question_count(),
        multiplier: state.config.multiplier(state.round),
        language: state.config.language,
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        time_limit_ms: None,
        waiting: Vec::new(),
        artist: shown.map(|drawing| drawing.artist.clone()),
        drawing: shown.map(|drawing| drawing.strokes.clone()).unwrap_or_default(),
        options: options(state),
        revealed: revealed.iter().filter_map(|at| ballot?.revealed(*at, state.option_id(*at))).collect(),
        together: ballot.map_or(0, |ballot| ballot.together),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
        best: None,
    };
    let mut asks = |ms: u32, waiting: &Vec<PlayerId>| {
        view.time_limit_ms = state.config.timers.limit(ms);
        waiting.clone_into(&mut view.waiting);
    };
    match &state.stage {
        Stage::Draw { waiting } => asks(state.config.draw_ms, waiting),
        Stage::Title { waiting, .. } => asks(state.config.title_ms, waiting),
        Stage::Guess { waiting, .. } => asks(state.config.guess_ms, waiting),
        Stage::Reveal { .. } => {}
        Stage::Scoreboard { ranking } => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = state.is_final_round();
        }
        Stage::GameOver { ranking, awards } => {
            ranking.clone_into(&mut view.ranking);
            awards.clone_into(&mut view.awards);
            view.best.clone_from(&state.best);
            view.is_final = true;
        }
    }
    view
}

/// Returns the titles; empty before `guess`.
pub(super) fn options(state: &State) -> Vec<OptionView> {
    let choices = state.ballot().map(|ballot| ballot.choices.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    choices.iter().map(|choice| &choice.text).enumerate().map(option).collect()
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let is_artist = state.shown().is_some_and(|drawing| drawing.artist == *player);
    let mut you = You {
        player_id: player.clone(),
        prompt: None,
        drawing: Vec::new(),
        title: None,
        title_option_id: None,
        guess: None,
        reactions_left: reactions_left(state, player),
        plays: is_artist || state.plays(player),
    };
    match &state.stage {
        Stage::Draw { .. } => {
            if let Some(own) = state.drawings.iter().find(|drawing| drawing.artist == *player) {
                you.prompt = Some(own.prompt.clone());
                own.strokes.clone_into(&mut you.drawing);
            }
        }
        Stage::Title { titles, .. } => {
            let own = titles.iter().find(|title| title.player.as_ref() == Some(player));
            you.title = own.map(|title| title.text.original().to_owned());
        }
        Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } => {
            let mut choices = ballot.choices.iter().enumerate();
            if let Some((at, choice, author)) =
                choices.find_map(|(at, choice)| Some((at, choice, choice.author(player)?)))
            {
                you.title = Some(author.own_text.as_ref().unwrap_or(&choice.text).clone());
                you.title_option_id = Some(state.option_id(at));
            }
            you.guess = ballot.guess_of(player).map(|at| state.option_id(at));
        }
        Stage::Scoreboard { .. } | Stage::GameOver { .. } => {}
    }
    you
}
