//! `vote`: everybody but the authors votes on the answers to one prompt.

use std::num::NonZeroU32;

use rand::seq::SliceRandom;
use wpp_cartridge_kit::prelude::*;
use wpp_game::driver::{Ballot, BallotKind, Tally};

use super::{result, scoreboard};
use crate::{
    Step,
    contract::{self, Event, RejectReason, VoteStarted},
    state::{Prompt, Stage, State, Vote},
    views,
};

/// Shows the first prompt of the round.
pub(super) fn enter_first(step: &mut Step<'_, '_>) {
    enter(step, 0);
}

/// Shows the prompt after the current one.
pub(super) fn enter_next(step: &mut Step<'_, '_>) {
    enter(step, step.state.current + 1);
}

/// Shows the first prompt from `index` on that has answers, or the scoreboard when no such prompt is left.
/// A single answer needs no vote.
fn enter(step: &mut Step<'_, '_>, index: usize) {
    let answered = step.state.prompts.iter().skip(index).position(|prompt| !prompt.answers.is_empty());
    let Some(offset) = answered else { return scoreboard::enter(step) };
    step.state.current = index + offset;
    let Some(prompt) = step.state.prompts.get_mut(index + offset) else { return };
    // What nobody approved until now stays hidden. Answers are counted by their position.
    for answer in &mut prompt.answers {
        answer.text = FreeText::Open(answer.text.settle());
    }
    // The order of arrival would show who writes fast.
    prompt.answers.shuffle(step.ctx.rng);
    if prompt.answers.len() == 1 {
        return result::enter(step);
    }
    step.state.stage = Stage::Vote { waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let question = step.state.question();
    if let Some(ballot) = views::ballot(&step.state) {
        step.emit(Event::VoteStarted(VoteStarted { question, ballot, time_limit_ms, waiting, countdown }));
    }
}

/// Accepts a vote of a player. Votes are final.
pub(crate) fn submit(step: &mut Step<'_, '_>, voter: PlayerId, vote: &contract::Vote) -> Result<(), RejectReason> {
    let state = &step.state;
    let (prompt, option) = find(state, vote)?;
    let votes = state.votes_of(&voter);
    if votes == 0 {
        return Err(RejectReason::AuthorCannotVote);
    }
    if prompt.answers.get(option).is_some_and(|answer| answer.player == voter) {
        return Err(RejectReason::OwnAnswer);
    }
    let own: Vec<usize> = prompt.votes_by(&voter).collect();
    if own.len() >= votes || own.contains(&option) {
        return Err(RejectReason::AlreadyVoted);
    }
    if !state.players.contains_key(&voter) {
        // A latecomer who joined since the phase began votes from the next prompt on.
        return Err(CommonRejection::WrongPhase.into());
    }
    let current = state.current;
    let Some(prompt) = step.state.prompts.get_mut(current) else { return Err(CommonRejection::WrongPhase.into()) };
    prompt.votes.push(Vote { voter, option });
    step.answer_received();
    Ok(())
}

/// Checks a vote of the audience.
pub(crate) fn audience_ballot(state: &State, vote: &contract::Vote) -> Result<Ballot, RejectReason> {
    let (prompt, _) = find(state, vote)?;
    let most = u32::try_from(state.votes_each().min(prompt.answers.len())).ok().and_then(NonZeroU32::new);
    let (poll, choice) = (vote.prompt_id.clone(), vote.option_id.clone());
    Ok(Ballot { kind: BallotKind::Vote, poll, choice, most })
}

/// Replaces the audience's votes on the shown prompt.
pub(crate) fn count_audience(state: &mut State, tally: &Tally<'_>) {
    let current = state.current;
    if !matches!(state.stage, Stage::Vote { .. }) || state.prompt_id(current) != tally.poll {
        return;
    }
    let Some(answers) = state.prompt().map(|prompt| prompt.answers.len()) else { return };
    let ids = state.option_ids();
    let votes = |option| tally.sums.get(&ids.id(option)).copied().unwrap_or(0);
    let audience = (0..answers).map(votes).collect();
    if let Some(prompt) = state.prompts.get_mut(current) {
        prompt.audience = audience;
    }
}

/// Returns the shown prompt and the index of the answer that a vote names.
fn find<'a>(state: &'a State, vote: &contract::Vote) -> Result<(&'a Prompt, usize), RejectReason> {
    let (Stage::Vote { .. }, Some(prompt)) = (&state.stage, state.prompt()) else {
        return Err(CommonRejection::WrongPhase.into());
    };
    if state.prompt_id(state.current) != vote.prompt_id {
        return Err(CommonRejection::WrongPhase.into());
    }
    let option = state.option_ids().find(&vote.option_id, prompt.answers.len()).ok_or(RejectReason::UnknownOption)?;
    Ok((prompt, option))
}
