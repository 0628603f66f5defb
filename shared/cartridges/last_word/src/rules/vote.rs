//! `vote`: everybody but the authors votes on the answers to one prompt.

use rand::seq::SliceRandom;
use wpp_cartridge_kit::{answers::Waiting, prelude::*};

use super::result;
use crate::{Step, events, state::Stage};

/// Shows the prompt after the current one.
pub(super) fn enter_next(step: &mut Step<'_, '_>) {
    enter(step, step.state.current + 1);
}

/// Shows the first prompt from `index` on that has answers, or the scoreboard when no such prompt is left.
/// A single answer needs no vote.
pub(super) fn enter(step: &mut Step<'_, '_>, index: usize) {
    let mut prompts = step.state.prompts.iter_mut().enumerate().skip(index);
    let answered = prompts.find(|(_, prompt)| !prompt.answers.is_empty());
    let Some((index, prompt)) = answered else { return step.end_round(Stage::Scoreboard) };
    step.state.current = index;
    // What nobody approved until now stays hidden. Answers are counted by their position.
    for answer in &mut prompt.answers {
        answer.text = FreeText::Open(answer.text.settle());
    }
    // The order of arrival would show who writes fast.
    prompt.answers.shuffle(step.ctx.rng);
    if prompt.answers.len() == 1 {
        return result::enter(step);
    }
    step.enter(Stage::Vote(Waiting::default()), events::vote_started);
}
