//! `result`: who wrote the answers to a prompt, the votes and the points.

use wpp_cartridge_kit::prelude::*;

use crate::{
    Step,
    contract::{AnswerResult, Event, ResultShown},
    state::{Prompt, Quote, Stage, State},
};

/// Fewest votes of players that make a clean sweep.
const SWEEP_VOTES: usize = 2;

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let results = count_votes(&step.state);
    let state = &mut step.state;
    for result in &results {
        let Some(record) = state.players.get_mut(&result.player_id) else { continue };
        record.earn(result.points);
        let votes = u32::try_from(result.voters.len()).unwrap_or(0);
        record.votes += votes;
        record.audience += result.audience_votes;
        Quote::keep_largest(&mut record.best, &result.text, votes);
        Quote::keep_largest(&mut record.favourite, &result.text, result.audience_votes);
        record.sweeps += u32::from(result.sweep);
    }
    let (question, prompt_id) = (state.question(), state.prompt_id(state.current));
    let prompt = state.prompt().map(|prompt| prompt.text.clone()).unwrap_or_default();
    state.stage = Stage::Result { results: results.clone() };
    let countdown = step.begin().countdown;
    step.emit(Event::ResultShown(ResultShown { question, prompt_id, prompt, results, countdown }));
}

fn count_votes(state: &State) -> Vec<AnswerResult> {
    let Some(prompt) = state.prompt() else { return Vec::new() };
    let multiplier = state.config.multiplier(state.round);
    let pot = i64::from(state.config.prompt_points) * multiplier;
    let bonus = i64::from(state.config.sweep_points) * multiplier;
    let options = prompt.answers.iter().enumerate();
    let result = |(option, answer): (usize, &crate::state::Answer)| {
        let votes = prompt.votes.iter().filter(|vote| vote.option == option);
        let voters: Vec<_> = votes.map(|vote| vote.voter.clone()).collect();
        let audience_votes = prompt.audience_votes(option);
        let sweep = !state.is_final_round() && voters.len() >= SWEEP_VOTES && voters.len() == prompt.votes.len();
        AnswerResult {
            option_id: state.option_ids().id(option),
            text: answer.text.original().to_owned(),
            player_id: answer.player.clone(),
            points: share(pot, prompt, voters.len(), audience_votes) + if sweep { bonus } else { 0 },
            voters,
            audience_votes,
            sweep,
        }
    };
    options.map(result).collect()
}

/// Returns the part of `pot` for an answer with these votes, rounded down. The whole audience weighs as much as
/// one vote of a player. A single answer earns half the pot.
fn share(pot: i64, prompt: &Prompt, votes: usize, audience_votes: u32) -> i64 {
    if prompt.answers.len() == 1 {
        return pot / 2;
    }
    let audience: i64 = prompt.audience.iter().copied().map(i64::from).sum();
    let weight = audience.max(1);
    let (Ok(players), Ok(own)) = (i64::try_from(prompt.votes.len()), i64::try_from(votes)) else { return 0 };
    let (all, own) = (players * weight + audience, own * weight + i64::from(audience_votes));
    if all == 0 { 0 } else { pot.saturating_mul(own) / all }
}
