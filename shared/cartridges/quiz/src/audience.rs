//! The audience's picks, for questions with one option to pick. They earn nothing and are shown with the solution.

use std::num::NonZeroU32;

use wpp_game::{
    content::QuestionKind,
    driver::{Ballot, BallotKind, Tally},
};

use super::{
    contract::{reject_reason::RejectReason, submission::Submission},
    state::{Stage, State},
};

/// Checks a pick of the audience. Returns `None` for a question without one option to pick.
pub(super) fn ballot(state: &State, submission: &Submission) -> Result<Option<Ballot>, RejectReason> {
    let Stage::Answer { ballot, .. } = &state.stage else { return Err(RejectReason::WrongPhase) };
    let is_pick = matches!(
        state.current.kind,
        QuestionKind::Blank | QuestionKind::Open | QuestionKind::Choice | QuestionKind::TrueFalse | QuestionKind::Poll
    );
    if !is_pick {
        return Ok(None);
    }
    let picked = submission.option_id.as_ref().ok_or(RejectReason::OtherField { needed: "option_id" })?;
    let mut ids = (0..ballot.options.len()).map(|index| state.option_id(index));
    let choice = ids.find(|id| id == picked).ok_or(RejectReason::UnknownOption)?;
    Ok(Some(Ballot { kind: BallotKind::Vote, poll: poll(state), choice, most: NonZeroU32::new(1) }))
}

/// Replaces the audience's picks of the current question.
pub(super) fn tally(state: &mut State, tally: &Tally<'_>) {
    if tally.poll != poll(state) {
        return;
    }
    let Stage::Answer { ballot, .. } = &state.stage else { return };
    let picks = (0..ballot.options.len()).map(|index| tally.sums.get(&state.option_id(index)).copied().unwrap_or(0));
    let picks = picks.collect();
    if let Stage::Answer { ballot, .. } = &mut state.stage {
        ballot.audience = picks;
    }
}

fn poll(state: &State) -> String {
    format!("{}.{}", state.round, state.question)
}
