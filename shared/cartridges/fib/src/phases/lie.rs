//! `lie`: everybody writes a lie.

use wpp_game::{
    content::Question,
    ids::PlayerId,
    text::{self, Key},
};

use super::{answer_received, skip_without_players};
use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::LieStarted, reject_reason::RejectReason},
    state::{Lie, Stage},
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

/// Accepts a player's lie.
///
/// A lie that equals or resembles a suggestion to the same player counts as suggested (half points).
/// A player who invents a decoy without the suggestion receives full points.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let Stage::Lie { .. } = step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    let key = Key::of(&text);
    if truths(&step.state.current).iter().any(|truth| truth.near(&key)) {
        return Err(RejectReason::TooCloseToTruth);
    }
    let suggestions = step.state.suggestions_for(&player).unwrap_or_default();
    let suggested = suggestions.iter().any(|suggestion| Key::of(suggestion).near(&key));
    // The game accepts every lie that it suggests itself.
    if !suggested {
        step.state.config.profanity.check(&text)?;
    }
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
