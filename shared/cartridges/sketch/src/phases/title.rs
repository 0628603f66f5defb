//! `title`: everybody but the artist writes a false title for a drawing.

use wpp_cartridge_kit::bluff::{Lie, NEAR_TRUTH_REJECTIONS, is_near};
use wpp_game::{
    driver::FreeText,
    ids::PlayerId,
    text::{self, Key},
};

use super::{answer_received, scoreboard, skip_without_players};
use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::TitleStarted, reject_reason::RejectReason},
    state::Stage,
};

/// Shows the drawing at `index`, or the scoreboard after the last one.
pub(super) fn enter(step: &mut Step<'_, '_>, index: usize) {
    let Some(drawing) = step.state.drawings.get(index).cloned() else { return scoreboard::enter(step) };
    let time_limit_ms = step.state.config.timers.limit(step.state.config.title_ms);
    let countdown = step.set_timer(time_limit_ms);
    for record in step.state.players.values_mut() {
        record.near_truth = 0;
        record.reactions.start_question();
    }
    step.state.latecomer_reactions.clear();
    step.state.current = index;
    step.state.stage = Stage::Title { titles: Vec::new(), waiting: Vec::new() };
    let waiting = step.start_waiting();
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
    skip_without_players(step);
}

/// Accepts a player's title, or rejects a title that resembles the true one, up to [`NEAR_TRUTH_REJECTIONS`] times.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let Stage::Title { .. } = step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    step.state.config.profanity.check(&text)?;
    // Last, so that the truth changes no other rejection.
    let truth = step.state.shown().map(|drawing| Key::of(&drawing.prompt));
    if is_near(truth.as_slice(), &Key::of(&text))
        && let Some(record) = step.state.players.get_mut(&player)
        && record.near_truth < NEAR_TRUTH_REJECTIONS
    {
        record.near_truth += 1;
        step.reject(RejectReason::TooCloseToTruth);
        return Ok(());
    }
    let text = FreeText::new(text, step.ctx);
    if let Stage::Title { titles, .. } = &mut step.state.stage {
        titles.push(Lie { player: Some(player), text, suggested: false });
    }
    answer_received(step);
    Ok(())
}
