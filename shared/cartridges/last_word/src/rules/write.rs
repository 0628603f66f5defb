//! `write`: everybody answers private prompts.

use wpp_cartridge_kit::{answers::Waiting, prelude::*};

use crate::{
    LastWord, Step,
    contract::{self, MAX_GRAPHEMES, RejectReason},
    events,
    state::{Answer, Prompt, Stage},
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
    let (is_final, deck) = (LastWord::is_final_round(&step.state), &mut step.state.deck);
    let mut next = |writers| Prompt { text: deck.pop().unwrap_or_default(), writers, ..Prompt::default() };
    if is_final {
        return vec![next(circle)];
    }
    // Two players would meet twice, so they share one prompt.
    let count = if circle.len() > 2 { circle.len() } else { 1 };
    let neighbours = |at: usize| circle.iter().cycle().skip(at).take(circle.len().min(2)).cloned().collect();
    (0..count).map(|at| next(neighbours(at))).collect()
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
