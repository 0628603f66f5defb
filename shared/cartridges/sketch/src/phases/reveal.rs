//! `reveal`: one title a step, and the points with it. The true title comes last, and brings points for the artist too.

use wpp_cartridge_kit::bluff::{Guessing, Revealing};

use super::title;
use crate::{Step, contract::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    if let Stage::Guess(Guessing { ballot, .. }) = &mut step.state.stage {
        step.state.stage = Stage::Reveal(Revealing::new(std::mem::take(ballot)));
    }
    next(step);
}

/// Reveals the titles of the next step, or shows the next drawing after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    if !step.reveal_next(Event::RevealStep) {
        title::enter(step, step.state.current + 1);
    }
}
