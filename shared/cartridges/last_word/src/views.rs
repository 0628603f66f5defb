//! Builds the views from the state.

use wpp_cartridge_kit::{
    prelude::*,
    scoreboard::{GameOver, ShownRanking},
    votes::Polls as _,
};

use super::{
    LastWord,
    contract::{BallotView, MAX_GRAPHEMES, View, You, YourPrompt},
    events::{ballot, questions},
    state::{Stage, State},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let mut view = View {
        rounds: state.config.all_rounds(),
        questions: questions(state),
        multiplier: state.config.multiplier(state.round).into(),
        language: state.config.language,
        max_length: MAX_GRAPHEMES,
        time_limit_ms: LastWord::row(state).time_limit_ms(state),
        waiting: state.waiting(),
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
        Stage::Write(_) => {}
        Stage::Vote(_) => {
            let BallotView { prompt_id, prompt, options, votes_each } = ballot(state);
            (view.prompt_id, view.prompt) = (Some(prompt_id), Some(prompt));
            (view.options, view.votes_each) = (options, votes_each);
        }
        Stage::Result { results } => {
            view.prompt_id = Some(state.option_ids().question_id());
            view.prompt = state.prompt().map(|prompt| prompt.text.clone());
            results.clone_into(&mut view.results);
        }
        Stage::Scoreboard(ShownRanking { ranking }) => {
            ranking.clone_into(&mut view.ranking);
            view.is_final = LastWord::is_final_round(state);
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
    let mut you =
        You { player_id: player.clone(), prompts: Vec::new(), own_option: None, votes: Vec::new(), votes_left: 0 };
    if let Stage::Write(_) = state.stage {
        let yours = state.prompts_of(player).map(|(index, prompt)| YourPrompt {
            prompt_id: OptionIds::at(state.round, index).question_id(),
            prompt: prompt.text.clone(),
            answer: prompt.answer_of(player).map(|answer| answer.text.original().to_owned()),
        });
        you.prompts = yours.collect();
    }
    if let Some(poll) = state.poll() {
        you.own_option = poll.own_option(player).map(|index| poll.ids.id(index));
        you.votes = poll.votes.by(player).map(|option| poll.ids.id(option)).collect();
        let plays = state.players.contains_key(player);
        let votes = if plays { poll.votes_of(player) } else { poll.votes_of_spectator() };
        you.votes_left = votes.saturating_sub(you.votes.len());
    }
    you
}
