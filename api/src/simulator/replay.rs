//! The replay of a recording.

use serde::Deserialize;
use wpp_game::{registry::Registry, session::Session};

use super::{
    error::SimulatorError,
    game::Game,
    recording::{Input, MAX_INPUTS},
    replayed::{Replayed, Shown},
    threads::Progress,
};

/// A request to replay a recording.
#[derive(Debug, Deserialize)]
pub struct Replay {
    /// The session before the first input. Not flattened with the inputs, because serde cannot flatten raw JSON.
    lobby: Session,
    /// The inputs, in order of time.
    inputs: Vec<Input>,
    /// Number of inputs after which the session is shown.
    position: usize,
    /// Whether to replace the inputs after the position by automatic ones.
    advance: Option<Advance>,
}

/// Automatic inputs to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advance {
    /// One input.
    Next,
    /// All inputs to the end of the game.
    End,
}

/// Replays a recording, and adds automatic inputs if the request asks for them. Keeps the inputs after one at which the rules
/// fail, so that they are played again when the rules are fixed.
///
/// # Errors
/// [`SimulatorError`] when the recording has too many inputs or is damaged, and when the rules fail to show the session.
pub fn replay(registry: &Registry, request: Replay, progress: &Progress) -> Result<Replayed, SimulatorError> {
    let Replay { lobby, mut inputs, position, advance } = request;
    if inputs.len() > MAX_INPUTS {
        return Err(SimulatorError::Full);
    }
    let mut position = position.min(inputs.len());
    if advance.is_some() {
        inputs.truncate(position);
    }
    let mut game = Game::new(registry, lobby, progress);
    let (mut events, mut shown) = (Vec::new(), None);
    for input in inputs {
        if game.steps.len() == position {
            shown = Some(game.show(&events)?);
        }
        events = game.apply(input)?.map(|step| step.events).unwrap_or_default();
    }
    let shown = match shown {
        Some(shown) => shown,
        None => game.show(&events)?,
    };
    let (mut shown, mut stopped) = (shown.map_err(SimulatorError::Rules)?, None);
    while let Some(advance) = advance {
        match continue_game(&mut game)? {
            Ok(Some((next, changed))) => {
                (position, shown) = (game.steps.len(), next);
                // An input without an effect would repeat to the maximum.
                if advance == Advance::End && changed {
                    continue;
                }
            }
            Ok(None) => {}
            Err(reason) => stopped = Some(reason),
        }
        break;
    }
    Ok(Replayed { steps: game.steps, position, shown, stopped })
}

/// Applies the next automatic input. Returns the session after it, and whether the input changed anything; `None` after the
/// game. The inner error is the reason why the game cannot continue.
fn continue_game(game: &mut Game<'_>) -> Result<Result<Option<(Shown, bool)>, String>, SimulatorError> {
    let input = match game.next()? {
        Ok(Some(input)) => input,
        Ok(None) => return Ok(Ok(None)),
        Err(failure) => return Ok(Err(failure)),
    };
    if game.steps.len() >= MAX_INPUTS {
        return Ok(Err(SimulatorError::Full.to_string()));
    }
    let (changed, events) = game.apply(input)?.map(|step| (step.changed, step.events)).unwrap_or_default();
    Ok(game.show(&events)?.map(|shown| Some((shown, changed))))
}
