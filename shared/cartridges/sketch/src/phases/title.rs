//! `title`: everybody but the artist writes a false title for a drawing.

use wpp_cartridge_kit::{
    bluff::{Lie, Writing},
    prelude::*,
    reactions::CountsReactions as _,
};
use wpp_game::text::Key;

use super::scoreboard;
use crate::{
    Step,
    contract::{Event, MAX_GRAPHEMES, RejectReason, TitleStarted},
    state::Stage,
};

/// Shows the first drawing of the round. People without one are not waited for.
pub(super) fn enter_first(step: &mut Step<'_, '_>) {
    step.state.drawings.retain(|drawing| !drawing.strokes.is_empty());
    enter(step, 0);
}

/// Shows the drawing at `index`, or the scoreboard after the last one.
pub(super) fn enter(step: &mut Step<'_, '_>, index: usize) {
    let Some(drawing) = step.state.drawings.get(index).cloned() else { return scoreboard::enter(step) };
    step.state.start_reactions();
    step.state.players.values_mut().for_each(|record| record.near_truth = 0);
    step.state.current = index;
    step.state.stage = Stage::Title(Writing::default());
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let state = &step.state;
    let started = TitleStarted {
        round: state.round,
        question: state.question(),
        questions: state.question_count(),
        artist: drawing.artist,
        drawing: drawing.strokes,
        time_limit_ms,
        waiting,
        countdown,
    };
    step.emit(Event::TitleStarted(started));
}

/// Accepts a player's title, or rejects a title that resembles the true one.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    step.check_writer(&player)?;
    let text = FreeText::new(step.state.config.checked_text(typed, MAX_GRAPHEMES)?, step.ctx);
    // Last, so that the truth changes no other rejection.
    let truth = step.state.shown().map(|drawing| Key::of(&drawing.prompt));
    let title = Lie { player: Some(player), text, suggested: false };
    step.accept_lie(title, truth.as_slice(), RejectReason::TooCloseToTruth);
    Ok(())
}
