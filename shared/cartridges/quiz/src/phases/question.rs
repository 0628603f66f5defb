//! `question`: everybody reads the prompt.

use wpp_cartridge_kit::questions::next_position;

use super::scoreboard;
use crate::{
    Step,
    contract::{event::Event, phase_data::QuestionShown},
    state::Stage,
};

/// Starts the next question, or ends the game after the last one.
pub(super) fn enter_next(step: &mut Step<'_, '_>) {
    let state = &mut step.state;
    let Some(next) = state.deck.pop() else { return scoreboard::enter_game_over(step) };
    (state.round, state.question) = next_position(state.round, state.question, state.config.questions_per_round);
    let asked = std::mem::replace(&mut state.current, next);
    state.asked.push(asked.prompt);
    enter(step);
}

/// Shows the current question.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Question;
    // Players who joined during the last question play from here on.
    for seat in step.ctx.seats {
        let record = step.state.players.entry(seat.player_id.clone()).or_default();
        record.gain = 0;
        record.reactions.start_question();
    }
    step.state.latecomer_reactions.clear();
    if let Some(teams) = &mut step.state.teams {
        teams.start_question(step.ctx.seats);
    }
    let countdown = step.begin().countdown;
    let state = &step.state;
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
