//! `reveal`: one title a step, and the points with it. The true title comes last, and brings points for the artist too.

use wpp_cartridge_kit::bluff::Ballot;

use super::title;
use crate::{Step, contract::event::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = match &mut step.state.stage {
        Stage::Guess { ballot, .. } => std::mem::take(ballot),
        _ => Ballot::default(),
    };
    let to_come = ballot.steps_to_come();
    step.state.stage = Stage::Reveal { ballot, to_come };
    step.reveal_next(Event::RevealStep);
}

/// Reveals the titles of the next step, or shows the next drawing after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    match &step.state.stage {
        Stage::Reveal { to_come, .. } if !to_come.is_empty() => step.reveal_next(Event::RevealStep),
        _ => title::enter(step, step.state.current + 1),
    }
}
