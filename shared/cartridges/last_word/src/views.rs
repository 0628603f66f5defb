//! Builds the views from the state.

use wpp_cartridge_kit::prelude::*;

use super::{
    LastWord,
    contract::{BallotView, MAX_GRAPHEMES, View, You, YourPrompt},
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let mut view = View {
        rounds: state.config.all_rounds(),
        questions: state.question_count(),
        multiplier: state.config.multiplier(state.round),
        language: state.config.language,
        max_length: MAX_GRAPHEMES,
        time_limit_ms: LastWord::row(state).time_limit_ms(state),
        waiting: Vec::new(),
        prompt_id: None,
        prompt: None,
        options: Vec::new(),
        votes_each: 0,
        results: Vec::new(),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
    };
    match &state.stage {
        Stage::Write { waiting } => waiting.clone_into(&mut view.waiting),
        Stage::Vote { waiting } => {
            waiting.clone_into(&mut view.waiting);
            if let Some(ballot) = ballot(state) {
                (view.prompt_id, view.prompt) = (Some(ballot.prompt_id), Some(ballot.prompt));
                (view.options, view.votes_each) = (ballot.options, ballot.votes_each);
            }
        }
        Stage::Result { results } => {
            view.prompt_id = Some(state.prompt_id(state.current));
            view.prompt = state.prompt().map(|prompt| prompt.text.clone());
            results.clone_into(&mut view.results);
        }
        Stage::Scoreboard { ranking } => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = state.is_final_round();
        }
        Stage::GameOver { ranking, awards } => {
            ranking.clone_into(&mut view.ranking);
            awards.clone_into(&mut view.awards);
            view.is_final = true;
        }
    }
    view
}

/// Returns the current prompt and its answers, without their authors.
pub(super) fn ballot(state: &State) -> Option<BallotView> {
    let prompt = state.prompt()?;
    let option = |(index, text)| OptionView { option_id: state.option_ids().id(index), text };
    Some(BallotView {
        prompt_id: state.prompt_id(state.current),
        prompt: prompt.text.clone(),
        options: prompt
            .answers
            .iter()
            .map(|answer| answer.text.original().to_owned())
            .enumerate()
            .map(option)
            .collect(),
        votes_each: state.votes_each(),
    })
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    let mut you =
        You { player_id: player.clone(), prompts: Vec::new(), own_option: None, votes: Vec::new(), votes_left: 0 };
    match (&state.stage, state.prompt()) {
        (Stage::Write { .. }, _) => {
            let own = state.prompts.iter().enumerate().filter(|(_, prompt)| prompt.writers.contains(player));
            let answer = |answers: &[super::state::Answer]| {
                answers.iter().find(|answer| answer.player == *player).map(|answer| answer.text.original().to_owned())
            };
            let yours = own.map(|(index, prompt)| YourPrompt {
                prompt_id: state.prompt_id(index),
                prompt: prompt.text.clone(),
                answer: answer(&prompt.answers),
            });
            you.prompts = yours.collect();
        }
        (Stage::Vote { .. }, Some(prompt)) => {
            let own = prompt.answers.iter().position(|answer| answer.player == *player);
            you.own_option = own.map(|index| state.option_ids().id(index));
            you.votes = prompt.votes_by(player).map(|option| state.option_ids().id(option)).collect();
            you.votes_left = state.votes_of(player).saturating_sub(you.votes.len());
        }
        _ => {}
    }
    you
}
