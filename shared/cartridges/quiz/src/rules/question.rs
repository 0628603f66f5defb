//! `question`: everybody reads the prompt.

use wpp_cartridge_kit::{prelude::*, questions::next_position, reactions::CountsReactions as _};

use super::scoreboard;
use crate::{Step, events, state::Stage};

/// Starts the next question, or ends the game after the last one.
pub(super) fn enter_next(step: &mut Step<'_, '_>) {
    let state = &mut step.state;
    let Some(next) = state.deck.pop() else { return scoreboard::enter_game_over(step) };
    (state.round, state.question) = next_position(state.round, state.question, state.config.questions_per_round);
    let asked = std::mem::replace(&mut state.current, next);
    state.asked.push(asked.prompt);
    enter(step);
}

/// Shows the current question. Players who joined during the last question play from here on.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.start_scoring(step.ctx.seats);
    step.state.start_reactions();
    step.state.start_team_question(step.ctx.seats);
    step.enter(Stage::Question, events::question_shown);
}
