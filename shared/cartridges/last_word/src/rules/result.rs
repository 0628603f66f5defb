//! `result`: who wrote the answers to a prompt, the votes and the points.

use wpp_cartridge_kit::prelude::*;
use wpp_game::driver::REMOVED;

use crate::{
    LastWord, Step,
    contract::AnswerResult,
    events,
    state::{Answer, Prompt, Quote, Stage, State},
};

/// Fewest votes of players that make a clean sweep. See `docs/decisions/0208-few-players-and-hidden-drawings.md`.
const SWEEP_VOTES: usize = 2;

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let results = count_votes(&step.state);
    for result in &results {
        let Some(record) = step.state.players.get_mut(&result.player_id) else { continue };
        record.earn(result.points);
        let votes = u32::try_from(result.voters.len()).unwrap_or(0);
        record.votes += votes;
        record.audience += result.audience_votes;
        record.sweeps += u32::from(result.sweep);
        keep_best(&mut record.best, &result.text, votes);
        keep_best(&mut record.favourite, &result.text, result.audience_votes);
    }
    step.enter(Stage::Result { results }, events::result_shown);
}

/// Keeps the answer with the most votes, the first of equal ones. A removed text is no quote.
fn keep_best(kept: &mut Option<Quote>, text: &str, votes: u32) {
    if text != REMOVED && votes > kept.as_ref().map_or(0, |quote| quote.votes) {
        *kept = Some(Quote { text: text.to_owned(), votes });
    }
}

/// Returns the votes and points of each answer to the current prompt. A single answer earns half the points that the answers
/// share.
fn count_votes(state: &State) -> Vec<AnswerResult> {
    let Some(prompt) = state.prompt() else { return Vec::new() };
    let multiplier = i64::from(state.config.multiplier(state.round));
    let pot = i64::from(state.config.prompt_points) * multiplier;
    let bonus = i64::from(state.config.sweep_points) * multiplier;
    let result = |(option, answer): (usize, &Answer)| {
        let sweep = is_sweep(state, option, &answer.player);
        let share = if prompt.answers.len() == 1 { pot / 2 } else { prompt.votes.share(pot, option) };
        AnswerResult {
            option_id: state.option_ids().id(option),
            text: answer.text.original().to_owned(),
            player_id: answer.player.clone(),
            voters: prompt.votes.voters(option),
            audience_votes: prompt.votes.audience_votes(option),
            points: share + if sweep { bonus } else { 0 },
            sweep,
        }
    };
    prompt.answers.iter().enumerate().map(result).collect()
}

/// Returns whether an answer has every vote of at least two players. In a room of three, a prompt has a single voter, so the author's
/// answers to both prompts of the round must have every vote. The later one is the sweep.
fn is_sweep(state: &State, option: usize, author: &PlayerId) -> bool {
    let option_in = |prompt: &Prompt| prompt.answers.iter().position(|answer| answer.player == *author);
    let earlier = if state.players.len() > SWEEP_VOTES + 1 { 0 } else { state.current };
    let mut voters = state.prompt().map(|prompt| prompt.votes.unanimous(option)).unwrap_or_default();
    if LastWord::is_final_round(state) || voters.is_empty() {
        return false;
    }
    for prompt in state.prompts.iter().take(earlier) {
        voters.extend(option_in(prompt).map(|option| prompt.votes.unanimous(option)).unwrap_or_default());
    }
    voters.len() >= SWEEP_VOTES
}
