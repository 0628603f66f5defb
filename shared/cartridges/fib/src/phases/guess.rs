//! `guess`: everybody picks the option they believe.

use wpp_cartridge_kit::{
    bluff::{Ballot, Choice, Lie, build_options},
    phases::Started,
    questions::spellings,
};
use wpp_game::{ids::PlayerId, text::clean};

use crate::{
    Step,
    contract::{action::MAX_GRAPHEMES, event::Event, phase_data::GuessStarted, reject_reason::RejectReason},
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let lies = match &mut step.state.stage {
        Stage::Lie { lies, .. } => std::mem::take(lies),
        _ => Vec::new(),
    };
    let ballot = Ballot { choices: choices(step, lies), ..Ballot::default() };
    step.state.stage = Stage::Guess { ballot, waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let (round, question, options) = (step.state.round, step.state.question, step.state.options());
    step.emit(Event::GuessStarted(GuessStarted { round, question, options, time_limit_ms, waiting, countdown }));
}

/// Returns the options of the current question, in the order that everybody will see. Decoys fill them up to one more than
/// there are players, as if everybody had submitted a lie.
fn choices(step: &mut Step<'_, '_>, lies: Vec<Lie>) -> Vec<Choice> {
    let (state, question) = (&step.state, &step.state.current);
    let decoys = state.suggestions.rarest_first(&question.decoys, step.ctx.rng);
    let decoys = decoys.into_iter().filter_map(|decoy| clean(decoy, MAX_GRAPHEMES).ok());
    let target = state.players.len() + 1;
    build_options(&question.answer, &spellings(question), lies, decoys, target, step.ctx.rng)
}

/// Accepts a player's guess. The truth has no author, so every player has at least one option to pick.
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
