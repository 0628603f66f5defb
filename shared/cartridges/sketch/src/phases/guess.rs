//! `guess`: everybody but the artist picks the title that they believe.

use wpp_cartridge_kit::{
    bluff::{Ballot, Choice, Kind, Lie, build_options},
    phases::Started,
};
use wpp_game::{ids::PlayerId, text::Key};

use crate::{
    Step,
    contract::{event::Event, phase_data::GuessStarted, reject_reason::RejectReason},
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let titles = match &mut step.state.stage {
        Stage::Title { titles, .. } => std::mem::take(titles),
        _ => Vec::new(),
    };
    let ballot = Ballot { choices: choices(step, titles), ..Ballot::default() };
    step.state.stage = Stage::Guess { ballot, waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let (round, question, options) = (step.state.round, step.state.question(), step.state.options());
    step.emit(Event::GuessStarted(GuessStarted { round, question, options, time_limit_ms, waiting, countdown }));
}

/// Returns the titles to pick from. Prompts that no later round needs fill them up, to one more than there are players.
fn choices(step: &mut Step<'_, '_>, titles: Vec<Lie>) -> Vec<Choice> {
    let state = &mut step.state;
    let truth = state.drawings.get(state.current).map(|drawing| drawing.prompt.clone()).unwrap_or_default();
    let spare = state.deck.len().saturating_sub(state.config.prompts_after(state.round));
    let decoys: Vec<String> = state.deck.iter().take(spare).cloned().collect();
    let target = state.players.len() + 1;
    let choices = build_options(&truth, &[Key::of(&truth)], titles, decoys, target, step.ctx.rng);
    let used = |prompt: &String| choices.iter().any(|choice| choice.kind == Kind::Decoy && choice.text == *prompt);
    state.deck.retain(|prompt| !used(prompt));
    choices
}

/// Accepts a player's guess. The true title has no author among those who guess, so everybody has an option to pick.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, option_id: &str) -> Result<(), RejectReason> {
    let Stage::Guess { ballot, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let picked = step.state.option_ids().find(option_id, ballot.choices.len());
    if let Stage::Guess { ballot, .. } = &mut step.state.stage {
        ballot.guess(player, picked)?;
    }
    step.answer_received();
    Ok(())
}
