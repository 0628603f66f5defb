//! `question`: everybody reads the prompt.

use wpp_cartridge_kit::{questions::next_position, reactions};
use wpp_game::content::Question;

use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::QuestionShown},
    state::Stage,
};

/// Starts the next question.
pub(super) fn enter_next(step: &mut Step<'_, '_>, next: Question) {
    let state = &mut step.state;
    (state.round, state.question) = next_position(state.round, state.question, state.config.questions_per_round);
    state.current = next;
    enter(step);
}

/// Shows the current question.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    let countdown = step.set_timer(Some(step.state.config.question_ms.into()));
    let state = &mut step.state;
    state.stage = Stage::Question;
    state.suggestions.clear();
    state.latecomer_reactions.clear();
    // Players who joined during the last question play from here on.
    for seat in step.ctx.seats {
        let record = state.players.entry(seat.player_id.clone()).or_default();
        record.gain = 0;
        record.reactions.start_question();
        record.near_truth = 0;
    }
    let shown = QuestionShown {
        round: state.round,
        rounds: state.config.rounds,
        question: state.question,
        questions: state.config.questions_per_round,
        multiplier: state.multiplier(),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        media: state.current.media_view(),
        max_length: MAX_GRAPHEMES,
        emoji: reactions::emoji(),
        countdown,
    };
    step.emit(Event::QuestionShown(shown));
}
