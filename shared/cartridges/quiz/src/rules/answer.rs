//! `answer`: everybody answers, by picking options or in their own words.

use wpp_cartridge_kit::{
    kinds::{Answer, Answering, Submission, accept, build_options},
    phases::check_answer,
    prelude::*,
};

use crate::{Quiz, Step, contract::RejectReason, events, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = build_options(&step.state.current, step.state.config.decoys(), step.ctx.rng);
    step.enter(Stage::Answer(Answering { ballot, waiting: Vec::new() }), events::answer_started);
}

/// Accepts a player's answer. Answers are final, because a player who could change one would wait for
/// the answers of others.
pub(super) fn submit(step: &mut Step<'_, '_>, player: PlayerId, submission: Submission) -> Result<(), RejectReason> {
    let state = &mut step.state;
    let (checked, ids) = (check_answer::<Quiz>(state, &player), state.option_ids());
    let Stage::Answer(Answering { ballot, .. }) = &mut state.stage else {
        return Err(CommonRejection::WrongPhase.into());
    };
    checked?;
    let given = accept(&state.current, ballot, ids, state.config.profanity, submission, step.ctx)?;
    ballot.answers.push(Answer { player, given });
    step.answer_received();
    Ok(())
}
