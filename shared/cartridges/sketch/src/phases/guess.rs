//! `guess`: everybody but the artist picks the title that they believe.

use wpp_cartridge_kit::bluff::{Ballot, Choice, Guess, Kind, Lie, build_options};
use wpp_game::{ids::PlayerId, text::Key};

use super::{answer_received, skip_without_players};
use crate::{
    Step,
    contract::{event::Event, phase_data::GuessStarted, reject_reason::RejectReason},
    state::Stage,
    views,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let titles = match &mut step.state.stage {
        Stage::Title { titles, .. } => std::mem::take(titles),
        _ => Vec::new(),
    };
    let time_limit_ms = step.state.config.timers.limit(step.state.config.guess_ms);
    let countdown = step.set_timer(time_limit_ms);
    let ballot = Ballot { choices: choices(step, titles), ..Ballot::default() };
    step.state.stage = Stage::Guess { ballot, waiting: Vec::new() };
    let waiting = step.start_waiting();
    let (round, question, options) = (step.state.round, step.state.question(), views::options(&step.state));
    step.emit(Event::GuessStarted(GuessStarted { round, question, options, time_limit_ms, waiting, countdown }));
    skip_without_players(step);
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
    let mut choices = ballot.choices.iter().enumerate();
    let (choice, picked) =
        choices.find(|(at, _)| step.state.option_id(*at) == option_id).ok_or(RejectReason::UnknownOption)?;
    if picked.author(&player).is_some() {
        return Err(RejectReason::OwnTitle);
    }
    if let Stage::Guess { ballot, .. } = &mut step.state.stage {
        ballot.guesses.push(Guess { player, choice });
    }
    answer_received(step);
    Ok(())
}
