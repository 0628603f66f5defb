//! The audience's picks, for questions with one option to pick. They earn nothing and are shown with the solution.

use wpp_cartridge_kit::{
    answers::{audience_vote, audience_votes},
    kinds::{AnswerError, Answering, Submission, is_pick},
    prelude::*,
};
use wpp_game::driver::{Ballot, Tally};

use crate::{
    contract::RejectReason,
    state::{Stage, State},
};

/// Checks a pick of the audience. Returns `None` for a question without one option to pick.
pub(crate) fn ballot(state: &State, submission: &Submission) -> Result<Option<Ballot>, RejectReason> {
    let Stage::Answer(Answering { ballot, .. }) = &state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    if !is_pick(state.current.kind) {
        return Ok(None);
    }
    let picked = submission.option_id.as_ref().ok_or(AnswerError::OtherField { needed: "option_id" })?;
    let index = state.option_ids().find(picked, ballot.options.len()).ok_or(AnswerError::UnknownOption)?;
    Ok(Some(audience_vote(state.option_ids(), index, 1)))
}

/// Replaces the audience's picks of the current question.
pub(crate) fn tally(state: &mut State, tally: &Tally<'_>) {
    let ids = state.option_ids();
    if let Stage::Answer(Answering { ballot, .. }) = &mut state.stage
        && let Some(picks) = audience_votes(ids, ballot.options.len(), tally)
    {
        ballot.audience = picks;
    }
}
