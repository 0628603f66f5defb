//! `reveal`: one option a step, and the points with it.

use wpp_cartridge_kit::bluff::{Bluffs as _, Revealing};

use super::scores;
use crate::{Step, contract::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Reveal(Revealing::new(step.state.take_ballot()));
    next(step);
}

/// Reveals the options of the next step, or shows the points after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    if !step.reveal_next(Event::RevealStep) {
        scores::enter(step);
    }
}
