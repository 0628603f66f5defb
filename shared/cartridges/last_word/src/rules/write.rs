//! `write`: everybody answers private prompts.

use wpp_cartridge_kit::{answers::Waiting, prelude::*};

use crate::{
    LastWord, Step,
    contract::{self, MAX_GRAPHEMES, RejectReason},
    events,
    state::{Answer, Prompt, Stage, State},
};

/// Starts the next round.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.start_scoring(step.ctx.seats);
    step.state.round += 1;
    step.state.current = 0;
    step.state.prompts = hand_out(step);
    step.enter(Stage::Write(Waiting::default()), events::write_started);
}

/// Hands out prompts: in the final round one for everybody, otherwise each to two neighbours of a random
/// circle, so that everybody has two.
fn hand_out(step: &mut Step<'_, '_>) -> Vec<Prompt> {
    let circle = step.shuffled_players();
    let is_final = LastWord::is_final_round(&step.state);
    // Two players would meet twice, so they share one prompt.
    let count = if is_final || circle.len() <= 2 { 1 } else { circle.len() };
    let texts = draw_texts(&mut step.state, count);
    let each = if is_final { circle.len() } else { circle.len().min(2) };
    let writers = |at: usize| circle.iter().cycle().skip(at).take(each).cloned().collect();
    let prompts = texts.into_iter().rev().cycle().take(count).enumerate();
    prompts.map(|(at, text)| Prompt { text, writers: writers(at), ..Prompt::default() }).collect()
}

/// Draws the texts of up to `count` prompts, and leaves an equal part of the deck to each later round and one text to the final
/// round. A game with more latecomers than prompts repeats texts: first those of the round, then those of the round before.
fn draw_texts(state: &mut State, count: usize) -> Vec<String> {
    // The rounds before the final one, from this one on.
    let rounds = (state.config.rounds + 1).saturating_sub(state.round) as usize;
    let available = if rounds == 0 { 1 } else { state.deck.len().saturating_sub(1).div_ceil(rounds) };
    let texts = state.deck.split_off(state.deck.len().saturating_sub(count.min(available)));
    if texts.is_empty() { state.prompts.iter().map(|prompt| prompt.text.clone()).collect() } else { texts }
}

/// Accepts a player's answer. Answers are final.
pub(super) fn submit(step: &mut Step<'_, '_>, player: PlayerId, answer: &contract::Answer) -> Result<(), RejectReason> {
    let Stage::Write(_) = step.state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    // An id of another round belongs to a form that is no longer shown.
    let mut prompts = (0..).zip(&mut step.state.prompts);
    let named = prompts.find(|(index, _)| OptionIds::at(step.state.round, *index).question_id() == answer.prompt_id);
    let (_, prompt) = named.ok_or(CommonRejection::WrongPhase)?;
    if !prompt.writers.contains(&player) {
        return Err(RejectReason::NotYourPrompt);
    }
    if prompt.answer_of(&player).is_some() {
        return Err(CommonRejection::AlreadySubmitted.into());
    }
    let text = FreeText::new(step.state.config.checked_text(&answer.text, MAX_GRAPHEMES)?, step.ctx);
    prompt.answers.push(Answer { player, text });
    step.answer_received();
    Ok(())
}
