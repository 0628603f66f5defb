//! Builds the views from the state.

use wpp_cartridge_kit::{
    bluff::{Bluffs as _, OwnPart},
    prelude::*,
    reactions::{self, reactions_left},
    scoreboard::{GameOver, ShownRanking},
};

use super::{
    Sketch,
    contract::{MAX_GRAPHEMES, View, You},
    events::questions,
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let (shown, ballot) = (state.shown(), state.ballot());
    let revealed = ballot.map(|ballot| ballot.revealed.as_slice()).unwrap_or_default();
    let mut view = View {
        rounds: state.config.rounds,
        questions: questions(state),
        multiplier: state.config.multiplier(state.round),
        language: state.config.language,
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        time_limit_ms: Sketch::row(state).time_limit_ms(state),
        waiting: state.waiting(),
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
        Stage::Draw(_) | Stage::Title(_) | Stage::Guess(_) | Stage::Reveal(_) => {}
        Stage::Scoreboard(ShownRanking { ranking }) => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = Sketch::is_final_round(state);
        }
        Stage::GameOver(GameOver { ranking, awards }) => {
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
    let is_artist = state.shown().is_some_and(|drawing| drawing.artist == *player);
    let is_drawing = matches!(state.stage, Stage::Draw(_));
    let drawn = state.drawings.iter().find(|drawing| is_drawing && drawing.artist == *player);
    let OwnPart { lie: title, option_id: title_option_id, guess } = match &state.stage {
        Stage::Title(writing) => writing.own_part(player),
        _ => state.ballot().map(|ballot| ballot.own_part(player, state.option_ids())).unwrap_or_default(),
    };
    You {
        player_id: player.clone(),
        prompt: drawn.map(|drawing| drawing.prompt.clone()),
        drawing: drawn.map(|drawing| drawing.strokes.clone()).unwrap_or_default(),
        title,
        title_option_id,
        guess,
        reactions_left: reactions_left(state, player),
        plays: is_artist || state.plays(player),
    }
}
