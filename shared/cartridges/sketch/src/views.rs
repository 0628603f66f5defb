//! Builds the views from the state.

use wpp_cartridge_kit::{
    answers::Answers as _,
    bluff::Reveals as _,
    phases::PhasedGame as _,
    reactions::{self, reactions_left},
    settings::CommonSettings as _,
};
use wpp_game::ids::PlayerId;

use super::{
    Sketch,
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
        time_limit_ms: Sketch::row(state).time_limit_ms(state),
        waiting: Vec::new(),
        artist: shown.map(|drawing| drawing.artist.clone()),
        drawing: shown.map(|drawing| drawing.strokes.clone()).unwrap_or_default(),
        options: state.options(),
        revealed: revealed.iter().filter_map(|at| state.revealed(*at)).collect(),
        together: ballot.map_or(0, |ballot| ballot.together),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
        best: None,
    };
    match &state.stage {
        Stage::Draw { waiting } | Stage::Title { waiting, .. } | Stage::Guess { waiting, .. } => {
            waiting.clone_into(&mut view.waiting);
        }
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

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let ids = state.option_ids();
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
            if let Some((title, at)) = ballot.lie_of(player) {
                (you.title, you.title_option_id) = (Some(title), Some(ids.id(at)));
            }
            you.guess = ballot.guess_of(player).map(|at| ids.id(at));
        }
        Stage::Scoreboard { .. } | Stage::GameOver { .. } => {}
    }
    you
}
