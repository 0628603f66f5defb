//! `guess`: everybody picks what they hold for the truth.

use super::{
    event::{Event, GuessStarted},
    options::lay_out,
    refused::Refused,
    state::{Guess, Stage, Table},
    turn::Turn,
    view,
};
use wpp_game::ids::PlayerId;

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let lies = match &mut turn.state.stage {
        Stage::Lie { lies, .. } => std::mem::take(lies),
        _ => Vec::new(),
    };
    let time_limit_ms = turn.state.config.guess_limit();
    let countdown = turn.ends_after(time_limit_ms);
    let choices = lay_out(&turn.state, lies, turn.ctx);
    let table = Table { choices, ..Table::default() };
    turn.state.stage = Stage::Guess { table, waiting: Vec::new() };
    let now_waiting = turn.waiting();
    if let Stage::Guess { waiting, .. } = &mut turn.state.stage {
        now_waiting.clone_into(waiting);
    }
    let started = GuessStarted {
        round: turn.state.round,
        question: turn.state.question,
        options: view::options(&turn.state),
        time_limit_ms,
        waiting: now_waiting,
        countdown,
    };
    turn.tell(Event::GuessStarted(started));
    turn.skip_if_idle();
}

/// Takes a player's guess. The truth is never one's own, so everybody has something to pick.
pub(super) fn submit(turn: &mut Turn<'_, '_>, player: PlayerId, option_id: &str) -> Result<(), Refused> {
    let Stage::Guess { table, .. } = &turn.state.stage else { return Err(Refused::WrongPhase) };
    if !turn.state.plays(&player) {
        return Err(Refused::NextQuestion);
    }
    if table.guess_of(&player).is_some() {
        return Err(Refused::AlreadySubmitted);
    }
    let mut places = table.choices.iter().enumerate();
    let (choice, picked) =
        places.find(|(place, _)| turn.state.option_id(*place) == option_id).ok_or(Refused::UnknownOption)?;
    if picked.author(&player).is_some() {
        return Err(Refused::OwnLie);
    }
    if let Stage::Guess { table, .. } = &mut turn.state.stage {
        table.guesses.push(Guess { player, choice });
    }
    turn.answered();
    Ok(())
}
