//! The audience's picks, for questions with one option to pick. They earn nothing and are shown with the solution.

use std::num::NonZeroU32;

use wpp_cartridge_kit::{
    kinds::{AnswerError, Submission, is_pick},
    prelude::*,
};
use wpp_game::driver::{Ballot, BallotKind, Tally};

use super::{
    contract::RejectReason,
    state::{Stage, State},
};

/// Checks a pick of the audience. Returns `None` for a question without one option to pick.
pub(super) fn ballot(state: &State, submission: &Submission) -> Result<Option<Ballot>, RejectReason> {
    let Stage::Answer { ballot, .. } = &state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    if !is_pick(state.current.kind) {
        return Ok(None);
    }
    let picked = submission.option_id.as_ref().ok_or(AnswerError::OtherField { needed: "option_id" })?;
    let ids = state.option_ids();
    let index = ids.find(picked, ballot.options.len()).ok_or(AnswerError::UnknownOption)?;
    Ok(Some(Ballot { kind: BallotKind::Vote, poll: poll(state), choice: ids.id(index), most: NonZeroU32::new(1) }))
}

/// Replaces the audience's picks of the current question.
pub(super) fn tally(state: &mut State, tally: &Tally<'_>) {
    if tally.poll != poll(state) {
        return;
    }
    let Stage::Answer { ballot, .. } = &state.stage else { return };
    let ids = state.option_ids();
    let picks = (0..ballot.options.len()).map(|index| tally.sums.get(&ids.id(index)).copied().unwrap_or(0));
    let picks = picks.collect();
    if let Stage::Answer { ballot, .. } = &mut state.stage {
        ballot.audience = picks;
    }
}

fn poll(state: &State) -> String {
    format!("{}.{}", state.round, state.question)
}
