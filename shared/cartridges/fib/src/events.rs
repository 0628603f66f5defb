//! Builds the events of the phases from the state.

use wpp_cartridge_kit::{prelude::*, reactions};

use super::{
    contract::{Event, LieStarted, MAX_GRAPHEMES, QuestionShown, ScoresCalculated},
    state::{Stage, State},
};

pub(super) fn question_shown(state: &State, started: Started) -> Event {
    Event::QuestionShown(QuestionShown {
        round: state.round,
        rounds: state.config.rounds,
        question: state.question,
        questions: state.config.questions_per_round,
        multiplier: state.config.multiplier(state.round),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        media: state.current.media_view(),
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        countdown: started.countdown,
    })
}

pub(super) fn lie_started(state: &State, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    let (round, question, prompt) = (state.round, state.question, state.current.prompt.clone());
    let max_length = MAX_GRAPHEMES;
    Event::LieStarted(LieStarted { round, question, prompt, max_length, time_limit_ms, waiting, countdown })
}

pub(super) fn scores_calculated(state: &State, started: Started) -> Event {
    let (round, countdown) = (state.round, started.countdown);
    let multiplier = state.config.multiplier(round);
    let deltas = if let Stage::Scores { deltas, .. } = &state.stage { deltas.clone() } else { Vec::new() };
    Event::ScoresCalculated(ScoresCalculated { round, multiplier, deltas, countdown })
}
