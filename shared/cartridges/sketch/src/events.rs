//! Builds the events of the phases from the state.

use wpp_cartridge_kit::prelude::*;

use super::{
    contract::{DrawStarted, Event, TitleStarted},
    state::{Drawing, State},
};

pub(super) fn draw_started(state: &State, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    let (round, rounds, multiplier) = (state.round, state.config.rounds, state.config.multiplier(state.round));
    Event::DrawStarted(DrawStarted { round, rounds, multiplier, time_limit_ms, waiting, countdown })
}

pub(super) fn title_started(state: &State, shown: Drawing, started: Started) -> Event {
    let Started { time_limit_ms, waiting, countdown } = started;
    let (OptionIds { round, question }, questions) = (state.option_ids(), questions(state));
    let Drawing { artist, strokes: drawing, .. } = shown;
    Event::TitleStarted(TitleStarted { round, question, questions, artist, drawing, time_limit_ms, waiting, countdown })
}

/// Returns the number of drawings of the round.
pub(super) fn questions(state: &State) -> u32 {
    u32::try_from(state.drawings.len()).unwrap_or(u32::MAX)
}
