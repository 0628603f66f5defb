//! `answer`: everybody answers, by picking options or in their own words.

use wpp_cartridge_kit::answers::Answers as _;
use wpp_game::ids::PlayerId;

use super::{accept::accept, advance, options};
use crate::{
    Step,
    contract::{event::Event, phase_data::AnswerStarted, reject_reason::RejectReason, submission::Submission},
    state::{Answer, Stage},
    views,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let time_limit_ms = step.state.answer_limit();
    let ballot = options::build(&step.state, step.ctx);
    let countdown = super::enter(step, Stage::Answer { ballot, waiting: Vec::new() }, time_limit_ms);
    let waiting = step.start_waiting();
    let started = AnswerStarted {
        round: step.state.round,
        question: step.state.question,
        options: views::options(&step.state),
        time_limit_ms,
        waits_for_host: step.state.waits_for_host(),
        waiting,
        captains: step.state.captains(),
        countdown,
    };
    step.emit(Event::AnswerStarted(started));
    if step.nobody_to_wait_for() {
        advance(step);
    }
}

/// Accepts a player's answer. Answers are final, because a player who could change one would wait for
/// the answers of others.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, submission: Submission) -> Result<(), RejectReason> {
    let Stage::Answer { ballot, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    if !step.state.players.contains_key(&player) {
        return Err(RejectReason::NextQuestion);
    }
    if !step.state.plays(&player) {
        return Err(RejectReason::NotCaptain);
    }
    if ballot.answer_of(&player).is_some() {
        return Err(RejectReason::AlreadySubmitted);
    }
    let given = accept(&step.state, ballot, submission)?;
    if let Stage::Answer { ballot, .. } = &mut step.state.stage {
        ballot.answers.push(Answer { player, given });
    }
    if step.answer_received() {
        advance(step);
    }
    Ok(())
}
