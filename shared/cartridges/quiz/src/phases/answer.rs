//! `answer`: everybody answers, by picking options or in their own words.

use wpp_cartridge_kit::{
    kinds::{Answer, Submission, accept, build_options},
    prelude::*,
};

use crate::{
    Quiz, Step,
    contract::{AnswerStarted, Event, RejectReason},
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = build_options(&step.state.current, step.state.config.decoys(), step.ctx.rng);
    step.state.stage = Stage::Answer { ballot, waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let started = AnswerStarted {
        round: step.state.round,
        question: step.state.question,
        options: step.state.options(),
        time_limit_ms,
        waits_for_host: step.state.waits_for_host(),
        waiting,
        captains: step.state.captains(),
        countdown,
    };
    step.emit(Event::AnswerStarted(started));
}

/// Accepts a player's answer. Answers are final, because a player who could change one would wait for
/// the answers of others.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, submission: Submission) -> Result<(), RejectReason> {
    let state = &mut step.state;
    let (checked, ids) = (Quiz::check_answer(state, &player), state.option_ids());
    let Stage::Answer { ballot, .. } = &mut state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    checked?;
    let given = accept(&state.current, ballot, ids, state.config.profanity, submission)?;
    ballot.answers.push(Answer { player, given });
    step.answer_received();
    Ok(())
}
