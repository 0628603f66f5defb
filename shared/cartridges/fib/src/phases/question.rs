//! `question`: everybody reads the prompt.

use wpp_cartridge_kit::{
    prelude::*,
    questions::next_position,
    reactions::{self, CountsReactions as _},
};

use super::scores;
use crate::{
    Step,
    contract::{Event, MAX_GRAPHEMES, QuestionShown},
    state::Stage,
};

/// Starts the next question, or ends the game after the last one.
pub(super) fn enter_next(step: &mut Step<'_, '_>) {
    let state = &mut step.state;
    let Some(next) = state.deck.pop() else { return scores::enter_game_over(step) };
    (state.round, state.question) = next_position(state.round, state.question, state.config.questions_per_round);
    state.current = next;
    enter(step);
}

/// Shows the current question. Players who joined during the last question play from here on.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Question;
    step.state.suggestions.clear();
    step.state.start_scoring(step.ctx.seats);
    step.state.start_reactions();
    step.state.players.values_mut().for_each(|record| record.near_truth = 0);
    let countdown = step.begin().countdown;
    let state = &step.state;
    let shown = QuestionShown {
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
        countdown,
    };
    step.emit(Event::QuestionShown(shown));
}
