//! `reveal`: one title a step, and the points with it. The true title comes last, and brings points for the artist too.

use wpp_cartridge_kit::bluff::{Bluffs as _, Revealing};

use super::title;
use crate::{Step, contract::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Reveal(Revealing::new(step.state.take_ballot()));
    next(step);
}

/// Reveals the titles of the next step, or shows the next drawing after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    if !step.reveal_next(Event::RevealStep) {
        step.state.keep_best();
        title::enter(step, step.state.current + 1);
    }
}
