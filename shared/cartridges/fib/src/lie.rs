//! `lie`: everybody writes one.

use super::{
    event::{Event, LieStarted},
    refused::Refused,
    state::{Lie, Stage},
    suggest,
    turn::Turn,
};
use wpp_game::{
    content::Question,
    ids::PlayerId,
    text::{self, Key},
};

/// Graphemes a lie may have.
pub const MAX_GRAPHEMES: usize = 80;

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let time_limit_ms = turn.state.config.lie_limit();
    let countdown = turn.ends_after(time_limit_ms);
    turn.state.stage = Stage::Lie { lies: Vec::new(), waiting: Vec::new() };
    let now_waiting = turn.waiting();
    if let Stage::Lie { waiting, .. } = &mut turn.state.stage {
        now_waiting.clone_into(waiting);
    }
    let state = &turn.state;
    let started = LieStarted {
        round: state.round,
        question: state.question,
        prompt: state.current.prompt.clone(),
        max_length: MAX_GRAPHEMES,
        time_limit_ms,
        waiting: now_waiting,
        countdown,
    };
    turn.tell(Event::LieStarted(started));
    turn.skip_if_idle();
}

/// Takes a player's lie.
///
/// One that was suggested to them, or nearly so, counts as suggested (half points). Who thinks of
/// a decoy unaided has earned it.
pub(super) fn submit(turn: &mut Turn<'_, '_>, player: PlayerId, typed: &str) -> Result<(), Refused> {
    let Stage::Lie { .. } = turn.state.stage else { return Err(Refused::WrongPhase) };
    if !turn.state.plays(&player) {
        return Err(Refused::NextQuestion);
    }
    if turn.state.has_answered(&player) {
        return Err(Refused::AlreadySubmitted);
    }
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    let key = Key::of(&text);
    if truths(&turn.state.current).iter().any(|truth| truth.near(&key)) {
        return Err(Refused::TooCloseToTruth);
    }
    let offered = suggest::offered(&turn.state, &player)
        .is_some_and(|reply| reply.suggestions.iter().any(|offer| Key::of(offer).near(&key)));
    // What the game itself offers, it takes.
    if !offered {
        turn.state.config.profanity.check(&text)?;
    }
    if let Stage::Lie { lies, .. } = &mut turn.state.stage {
        lies.push(Lie { player: Some(player), text, offered });
    }
    turn.answered();
    Ok(())
}

/// The answer in all its spellings.
pub(super) fn truths(question: &Question) -> Vec<Key> {
    std::iter::once(&question.answer).chain(&question.aliases).map(|spelling| Key::of(spelling)).collect()
}
