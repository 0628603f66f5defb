//! `lie`: everybody writes a lie.

use wpp_cartridge_kit::bluff::{Lie, NEAR_TRUTH_REJECTIONS, is_near};
use wpp_game::{
    content::Question,
    driver::FreeText,
    ids::PlayerId,
    text::{self, Key},
};

use super::{answer_received, skip_without_players};
use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::LieStarted, reject_reason::RejectReason},
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let time_limit_ms = step.state.config.lie_limit();
    let countdown = step.set_timer(time_limit_ms);
    step.state.stage = Stage::Lie { lies: Vec::new(), waiting: Vec::new() };
    let waiting = step.start_waiting();
    let state = &step.state;
    let started = LieStarted {
        round: state.round,
        question: state.question,
        prompt: state.current.prompt.clone(),
        max_length: MAX_GRAPHEMES,
        time_limit_ms,
        waiting,
        countdown,
    };
    step.emit(Event::LieStarted(started));
    skip_without_players(step);
}

/// Accepts a player's lie, or rejects a lie that resembles the truth, up to [`NEAR_TRUTH_REJECTIONS`] times.
///
/// A lie that equals or resembles a suggestion to the same player counts as suggested (half points).
/// A player who invents a decoy without the suggestion receives full points.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let Stage::Lie { .. } = step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    let key = Key::of(&text);
    let suggestions = step.state.suggestions_for(&player).unwrap_or_default();
    let suggested = suggestions.iter().any(|suggestion| Key::of(suggestion).near(&key));
    // The game accepts every lie that it suggests itself.
    if !suggested {
        step.state.config.profanity.check(&text)?;
    }
    // Last, so that the truth changes no other rejection, and only as often as a person needs it.
    if is_near(&truths(&step.state.current), &key)
        && let Some(record) = step.state.record(&player)
        && record.near_truth < NEAR_TRUTH_REJECTIONS
    {
        record.near_truth += 1;
        step.reject(RejectReason::TooCloseToTruth);
        return Ok(());
    }
    // The game's own texts need no approval.
    let is_verbatim = suggestions.contains(&text);
    let text = if is_verbatim { FreeText::Open(text) } else { FreeText::new(text, step.ctx) };
    if let Stage::Lie { lies, .. } = &mut step.state.stage {
        lies.push(Lie { player: Some(player), text, suggested });
    }
    answer_received(step);
    Ok(())
}

/// Returns the keys of the answer and its aliases.
pub(super) fn truths(question: &Question) -> Vec<Key> {
    std::iter::once(&question.answer).chain(&question.aliases).map(|spelling| Key::of(spelling)).collect()
}
