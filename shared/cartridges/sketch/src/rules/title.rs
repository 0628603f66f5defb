//! `title`: everybody but the artist writes a false title for a drawing.

use wpp_cartridge_kit::{
    bluff::{Bluffs as _, Lie, Writing},
    prelude::*,
};
use wpp_game::text::Key;

use crate::{
    Step,
    contract::{MAX_GRAPHEMES, RejectReason},
    events,
    state::Stage,
};

/// Shows the first drawing of the round. People without one are not waited for.
pub(super) fn enter_first(step: &mut Step<'_, '_>) {
    step.state.drawings.retain(|drawing| !drawing.strokes.is_empty());
    enter(step, 0);
}

/// Shows the drawing at `index`, or the scoreboard after the last one.
pub(super) fn enter(step: &mut Step<'_, '_>, index: usize) {
    // The moderator decides about the last drawings while the first ones are shown.
    let hidden = step.state.drawings.get_mut(index..).unwrap_or_default();
    hidden.sort_by_key(|drawing| drawing.review.is_waiting());
    let Some(drawing) = step.state.drawings.get_mut(index) else { return step.end_round(Stage::Scoreboard) };
    // A drawing that nobody approved until now stays hidden. Its title counts, because moderation changes no score.
    drawing.review.settle_drawing(&mut drawing.strokes);
    let drawing = drawing.clone();
    step.state.start_bluff();
    step.state.current = index;
    step.enter(Stage::Title(Writing::default()), |state, started| events::title_started(state, drawing, started));
}

/// Accepts a player's title, or rejects a title that resembles the true one.
pub(super) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    step.check_writer(&player)?;
    let text = FreeText::new(step.state.config.checked_text(typed, MAX_GRAPHEMES)?, step.ctx);
    // Last, so that the truth changes no other rejection.
    let truth = step.state.shown().map(|drawing| Key::of_answer(&drawing.prompt));
    let title = Lie { player: Some(player), text, suggested: false };
    step.accept_lie(title, truth.as_slice(), RejectReason::TooCloseToTruth);
    Ok(())
}
