//! `guess`: everybody picks the option they believe.

use wpp_cartridge_kit::bluff::{Ballot, Guess};
use wpp_game::ids::PlayerId;

use super::{answer_received, options::build_options, skip_without_players};
use crate::{
    Step,
    contract::{event::Event, phase_data::GuessStarted, reject_reason::RejectReason},
    state::Stage,
    views,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let lies = match &mut step.state.stage {
        Stage::Lie { lies, .. } => std::mem::take(lies),
        _ => Vec::new(),
    };
    let time_limit_ms = step.state.config.guess_limit();
    let countdown = step.set_timer(time_limit_ms);
    let choices = build_options(&step.state, lies, step.ctx);
    let ballot = Ballot { choices, ..Ballot::default() };
    step.state.stage = Stage::Guess { ballot, waiting: Vec::new() };
    let waiting = step.start_waiting();
    let started = GuessStarted {
        round: step.state.round,
        question: step.state.question,
        options: views::options(&step.state),
        time_limit_ms,
        waiting,
        countdown,
    };
    step.emit(Event::GuessStarted(started));
    skip_without_players(step);
}

/// Accepts a player's guess. The truth has no author, so every player has at least one option to pick.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, option_id: &str) -> Result<(), RejectReason> {
    let Stage::Guess { ballot, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let mut choices = ballot.choices.iter().enumerate();
    let (choice, picked) =
        choices.find(|(at, _)| step.state.option_id(*at) == option_id).ok_or(RejectReason::UnknownOption)?;
    if picked.author(&player).is_some() {
        return Err(RejectReason::OwnLie);
    }
    if let Stage::Guess { ballot, .. } = &mut step.state.stage {
        ballot.guesses.push(Guess { player, choice });
    }
    answer_received(step);
    Ok(())
}
