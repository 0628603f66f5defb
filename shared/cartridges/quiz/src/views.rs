//! Builds the views from the state.

use wpp_cartridge_kit::{
    answers::{Answers as _, OptionView},
    reactions::{self, reactions_left},
};
use wpp_game::ids::PlayerId;

use super::{
    contract::{
        submission::Submission,
        view::{View, You},
    },
    state::{Given, Stage, State},
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
        emoji: reactions::emoji(),
        time_limit_ms: None,
        waits_for_host: state.waits_for_host(),
        waiting: Vec::new(),
        options: options(state),
        solution: None,
        ranking: Vec::new(),
        teams: Vec::new(),
        captains: state.captains(),
        is_final: false,
        awards: Vec::new(),
    };
    match &state.stage {
        Stage::Question => {}
        Stage::Answer { waiting, .. } => {
            view.time_limit_ms = state.answer_limit();
            waiting.clone_into(&mut view.waiting);
        }
        Stage::Solution { solution, .. } => view.solution = Some(solution.clone()),
        Stage::Scoreboard { ranking, teams } => {
            ranking.clone_into(&mut view.ranking);
            teams.clone_into(&mut view.teams);
            view.is_final = state.deck.is_empty();
        }
        Stage::GameOver { ranking, teams, awards } => {
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
    let submitted = state.ballot().and_then(|ballot| ballot.answer_of(player)).map(|given| submission(state, given));
    You {
        player_id: player.clone(),
        answer: submitted.as_ref().and_then(|submitted| submitted.option_id.clone()),
        submitted,
        streak: state.players.get(player).map_or(0, |record| record.streak),
        reactions_left: reactions_left(state, player),
        plays: state.plays(player),
    }
}

/// Returns an answer as its player submitted it.
fn submission(state: &State, given: &Given) -> Submission {
    let ids = |indices: &mut dyn Iterator<Item = &usize>| Some(indices.map(|index| state.option_id(*index)).collect());
    let none = Submission::default();
    match given {
        Given::Option(index) => Submission { option_id: Some(state.option_id(*index)), ..none },
        Given::Options(indices) => Submission { option_ids: ids(&mut indices.iter()), ..none },
        Given::Text(text) => Submission { text: Some(text.clone()), ..none },
        Given::Number(number) => Submission { number: Some(*number), ..none },
        Given::Order(indices) => Submission { order: ids(&mut indices.iter()), ..none },
    }
}

/// Returns the options; empty outside `answer` and `solution`.
pub(super) fn options(state: &State) -> Vec<OptionView> {
    let options = state.ballot().map(|ballot| ballot.options.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    options.iter().enumerate().map(option).collect()
}
