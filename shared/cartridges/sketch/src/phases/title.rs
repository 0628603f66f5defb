//! `title`: everybody but the artist writes a false title for a drawing.

use wpp_cartridge_kit::{
    bluff::{Lie, is_too_close},
    phases::Started,
};
use wpp_game::{
    driver::FreeText,
    ids::PlayerId,
    text::{self, Key},
};

use super::scoreboard;
use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::TitleStarted, reject_reason::RejectReason},
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
    for record in step.state.players.values_mut() {
        record.near_truth = 0;
        record.reactions.start_question();
    }
    step.state.latecomer_reactions.clear();
    step.state.current = index;
    step.state.stage = Stage::Title { titles: Vec::new(), waiting: Vec::new() };
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

/// Accepts a player's title, or rejects a title that resembles the true one, up to
/// [`NEAR_TRUTH_REJECTIONS`](wpp_cartridge_kit::bluff::NEAR_TRUTH_REJECTIONS) times.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let Stage::Title { .. } = step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    step.state.config.profanity.check(&text)?;
    // Last, so that the truth changes no other rejection.
    let truth = step.state.shown().map(|drawing| Key::of(&drawing.prompt));
    if let Some(record) = step.state.players.get_mut(&player)
        && is_too_close(truth.as_slice(), &Key::of(&text), &mut record.near_truth)
    {
        step.reject(RejectReason::TooCloseToTruth);
        return Ok(());
    }
    let text = FreeText::new(text, step.ctx);
    if let Stage::Title { titles, .. } = &mut step.state.stage {
        titles.push(Lie { player: Some(player), text, suggested: false });
    }
    step.answer_received();
    Ok(())
}
