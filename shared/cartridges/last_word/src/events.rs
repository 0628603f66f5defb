//! Builds the events of the phases from the state.

use wpp_cartridge_kit::{prelude::*, votes::Polls as _};

use super::{
    contract::{BallotView, Event, MAX_GRAPHEMES, ResultShown, VoteStarted, WriteStarted},
    state::{Answer, Stage, State},
};

pub(super) fn write_started(state: &State, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    Event::WriteStarted(WriteStarted {
        round: state.round,
        rounds: state.config.all_rounds(),
        questions: questions(state),
        multiplier: state.config.multiplier(state.round).into(),
        max_length: MAX_GRAPHEMES,
        time_limit_ms,
        waiting,
        countdown,
    })
}

pub(super) fn vote_started(state: &State, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    let (question, ballot) = (state.option_ids().question, ballot(state));
    Event::VoteStarted(VoteStarted { question, ballot, time_limit_ms, waiting, countdown })
}

pub(super) fn result_shown(state: &State, started: Started) -> Event {
    let ids = state.option_ids();
    Event::ResultShown(ResultShown {
        question: ids.question,
        prompt_id: ids.question_id(),
        prompt: state.prompt().map(|prompt| prompt.text.clone()).unwrap_or_default(),
        results: if let Stage::Result { results } = &state.stage { results.clone() } else { Vec::new() },
        countdown: started.countdown,
    })
}

/// Returns the current prompt and its answers, without their authors.
pub(super) fn ballot(state: &State) -> BallotView {
    let (ids, prompt) = (state.option_ids(), state.prompt());
    let answers = prompt.into_iter().flat_map(|prompt| &prompt.answers).enumerate();
    let option = |(index, answer): (usize, &Answer)| OptionView {
        option_id: ids.id(index),
        text: answer.text.original().to_owned(),
    };
    BallotView {
        prompt_id: ids.question_id(),
        prompt: prompt.map(|prompt| prompt.text.clone()).unwrap_or_default(),
        options: answers.map(option).collect(),
        votes_each: state.poll().map_or(0, |poll| poll.votes_each),
    }
}

/// Returns the number of prompts of the round.
pub(super) fn questions(state: &State) -> u32 {
    u32::try_from(state.prompts.len()).unwrap_or(u32::MAX)
}
