//! Builds the events of the phases from the state.

use wpp_cartridge_kit::prelude::*;

use super::{
    contract::{AnswerStarted, Event, QuestionShown, Solution, SolutionShown},
    state::State,
};

pub(super) fn question_shown(state: &State, started: Started) -> Event {
    Event::QuestionShown(QuestionShown {
        round: state.round,
        rounds: state.config.rounds,
        question: state.question,
        questions: state.config.questions_per_round,
        multiplier: state.multiplier(),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        kind: state.current.kind,
        points: state.current.points,
        difficulty: state.current.difficulty,
        media: state.current.media_view(),
        countdown: started.countdown,
    })
}

pub(super) fn answer_started(state: &State, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    Event::AnswerStarted(AnswerStarted {
        round: state.round,
        question: state.question,
        options: state.options(),
        time_limit_ms,
        waits_for_host: state.waits_for_host(),
        waiting,
        captains: state.captains(),
        countdown,
    })
}

pub(super) fn solution_shown(state: &State, solution: Solution, started: Started) -> Event {
    let (waits_for_host, countdown) = (state.waits_for_host(), started.countdown);
    Event::SolutionShown(SolutionShown { solution, waits_for_host, countdown })
}
