//! `write`: everybody answers private prompts.

use rand::seq::SliceRandom;
use wpp_cartridge_kit::prelude::*;

use crate::{
    Step,
    contract::{self, Event, MAX_GRAPHEMES, RejectReason, WriteStarted},
    state::{Answer, Prompt, Stage},
};

/// Starts the next round.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.follow_roster(step.ctx.seats);
    step.state.start_scoring(step.ctx.seats);
    step.state.round += 1;
    step.state.current = 0;
    step.state.prompts = hand_out(step);
    step.state.stage = Stage::Write { waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let state = &step.state;
    let started = WriteStarted {
        round: state.round,
        rounds: state.config.all_rounds(),
        questions: state.question_count(),
        multiplier: state.config.multiplier(state.round),
        max_length: MAX_GRAPHEMES,
        time_limit_ms,
        waiting,
        countdown,
    };
    step.emit(Event::WriteStarted(started));
}

/// Hands out prompts: in the final round one for everybody, otherwise each to two neighbours of a random
/// circle, so that everybody has two.
fn hand_out(step: &mut Step<'_, '_>) -> Vec<Prompt> {
    let mut circle: Vec<PlayerId> = step.ctx.seats.iter().map(|seat| seat.player_id.clone()).collect();
    circle.shuffle(step.ctx.rng);
    let state = &mut step.state;
    let mut next = |writers| Prompt { text: state.deck.pop().unwrap_or_default(), writers, ..Prompt::default() };
    if state.round == state.config.all_rounds() {
        return vec![next(circle)];
    }
    // Two players would meet twice, so they share one prompt.
    let count = if circle.len() > 2 { circle.len() } else { 1 };
    let neighbours = |at: usize| circle.iter().cycle().skip(at).take(circle.len().min(2)).cloned().collect();
    (0..count).map(|at| next(neighbours(at))).collect()
}

/// Accepts a player's answer. Answers are final.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, answer: &contract::Answer) -> Result<(), RejectReason> {
    let Stage::Write { .. } = step.state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    let mut indices = 0..step.state.prompts.len();
    // An id of another round belongs to a form that is no longer shown.
    let index = indices.find(|index| step.state.prompt_id(*index) == answer.prompt_id);
    let index = index.ok_or(CommonRejection::WrongPhase)?;
    let prompt = step.state.prompts.get_mut(index).ok_or(CommonRejection::WrongPhase)?;
    if !prompt.writers.contains(&player) {
        return Err(RejectReason::NotYourPrompt);
    }
    if prompt.has_answer_of(&player) {
        return Err(CommonRejection::AlreadySubmitted.into());
    }
    let text = step.state.config.checked_text(&answer.text, MAX_GRAPHEMES)?;
    let text = FreeText::new(text, step.ctx);
    prompt.answers.push(Answer { player, text });
    step.answer_received();
    Ok(())
}
