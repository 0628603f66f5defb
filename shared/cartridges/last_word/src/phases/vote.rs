//! `vote`: everybody but the authors votes on the answers to one prompt.

use rand::seq::SliceRandom;
use wpp_game::{driver::FreeText, ids::PlayerId};

use super::{advance, result, scoreboard};
use crate::{
    Step,
    contract::{action, event::Event, phase_data::VoteStarted, reject_reason::RejectReason},
    state::{Stage, Vote},
    views,
};

/// Shows the first prompt from `index` on that has answers, or the scoreboard when no such prompt is left.
/// A single answer needs no vote.
pub(super) fn enter(step: &mut Step<'_, '_>, index: usize) {
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
    let time_limit_ms = step.state.config.timers.limit(step.state.config.vote_ms);
    let countdown = step.set_timer(time_limit_ms);
    step.state.stage = Stage::Vote { waiting: Vec::new() };
    let waiting = step.start_waiting();
    let question = step.state.question();
    if let Some(ballot) = views::ballot(&step.state) {
        step.emit(Event::VoteStarted(VoteStarted { question, ballot, time_limit_ms, waiting, countdown }));
    }
    if step.nobody_to_wait_for() {
        advance(step);
    }
}

/// Accepts a vote of a player or spectator. Votes are final.
pub(crate) fn submit(step: &mut Step<'_, '_>, voter: PlayerId, vote: &action::Vote) -> Result<(), RejectReason> {
    let state = &step.state;
    let (Stage::Vote { .. }, Some(prompt)) = (&state.stage, state.prompt()) else {
        return Err(RejectReason::WrongPhase);
    };
    if state.prompt_id(state.current) != vote.prompt_id {
        return Err(RejectReason::WrongPhase);
    }
    let mut indices = 0..prompt.answers.len();
    let option = indices.find(|index| state.option_id(*index) == vote.option_id).ok_or(RejectReason::UnknownOption)?;
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
    let is_player = state.players.contains_key(&voter);
    let current = state.current;
    let Some(prompt) = step.state.prompts.get_mut(current) else { return Err(RejectReason::WrongPhase) };
    let vote = Vote { voter, option };
    if !is_player {
        prompt.audience.push(vote);
        return Ok(());
    }
    prompt.votes.push(vote);
    if step.answer_received() {
        advance(step);
    }
    Ok(())
}
