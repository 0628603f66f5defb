//! `draw`: everybody draws a private prompt.

use rand::seq::SliceRandom;
use wpp_cartridge_kit::prelude::*;

use crate::{
    Step,
    contract::{DrawStarted, Event, RejectReason},
    drawing,
    state::{Drawing, Stage},
};

/// Starts the next round. The drawings are shown in random order, and those of the round before are dropped.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.follow_roster(step.ctx.seats);
    step.state.start_scoring(step.ctx.seats);
    let mut artists: Vec<PlayerId> = step.ctx.seats.iter().map(|seat| seat.player_id.clone()).collect();
    artists.shuffle(step.ctx.rng);
    let state = &mut step.state;
    (state.round, state.current) = (state.round + 1, 0);
    let prompts = state.deck.split_off(state.deck.len().saturating_sub(artists.len()));
    let drawings = artists.into_iter().zip(prompts);
    state.drawings = drawings.map(|(artist, prompt)| Drawing { artist, prompt, strokes: Vec::new() }).collect();
    state.stage = Stage::Draw { waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let (round, rounds) = (step.state.round, step.state.config.rounds);
    let multiplier = step.state.config.multiplier(round);
    step.emit(Event::DrawStarted(DrawStarted { round, rounds, multiplier, time_limit_ms, waiting, countdown }));
}

/// Accepts a player's drawing. Drawings are final.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: &PlayerId, strokes: Vec<String>) -> Result<(), RejectReason> {
    let Stage::Draw { .. } = step.state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    let own = step.state.drawings.iter_mut().find(|drawing| drawing.artist == *player);
    let own = own.ok_or(RejectReason::NextRound)?;
    if !own.strokes.is_empty() {
        return Err(CommonRejection::AlreadySubmitted.into());
    }
    drawing::check(&strokes)?;
    own.strokes = strokes;
    step.answer_received();
    Ok(())
}
