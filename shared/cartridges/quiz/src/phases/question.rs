//! `question`: everybody reads the prompt.

use wpp_cartridge_kit::questions::next_position;
use wpp_game::content::Question;

use crate::{
    Step,
    contract::{event::Event, phase_data::QuestionShown},
    state::Stage,
};

/// Starts the next question.
pub(super) fn enter_next(step: &mut Step<'_, '_>, next: Question) {
    let state = &mut step.state;
    (state.round, state.question) = next_position(state.round, state.question, state.config.questions_per_round);
    let asked = std::mem::replace(&mut state.current, next);
    state.asked.push(asked.prompt);
    enter(step);
}

/// Shows the current question.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    let limit = step.state.config.question_ms.into();
    let countdown = super::enter(step, Stage::Question, Some(limit));
    let state = &mut step.state;
    // Players who joined during the last question play from here on.
    for seat in step.ctx.seats {
        let record = state.players.entry(seat.player_id.clone()).or_default();
        record.gain = 0;
        record.reactions.start_question();
    }
    state.latecomer_reactions.clear();
    if let Some(teams) = &mut state.teams {
        teams.start_question(step.ctx.seats);
    }
    let shown = QuestionShown {
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
        countdown,
    };
    step.emit(Event::QuestionShown(shown));
}
