//! `reveal`: one option a step, and the points with it.

use super::scores;
use crate::{Step, contract::event::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = step.state.take_ballot();
    let to_come = ballot.steps_to_come();
    step.state.stage = Stage::Reveal { ballot, to_come };
    step.reveal_next(Event::RevealStep);
}

/// Reveals the options of the next step, or shows the points after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    match &step.state.stage {
        Stage::Reveal { to_come, .. } if !to_come.is_empty() => step.reveal_next(Event::RevealStep),
        _ => scores::enter(step),
    }
}
