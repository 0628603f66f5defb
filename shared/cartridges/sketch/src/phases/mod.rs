//! The phases, and the transitions between them.
//!
//! ```text
//! draw ─▶ title ─▶ guess ─▶ reveal (one title a step) ─┬▶ scoreboard ─┬▶ game_over
//!  ▲        ▲                                          │              │
//!  │        └───────────────── drawings ───────────────┘              │
//!  └───────────────────────────── rounds ─────────────────────────────┘
//! ```

pub(super) mod draw;
pub(super) mod guess;
mod reveal;
mod scoreboard;
pub(super) mod title;

use super::{Step, state::Stage};

/// Enters the next phase, or performs the next step of a reveal.
pub(super) fn advance(step: &mut Step<'_, '_>) {
    step.state.follow_roster(step.ctx.seats);
    match &step.state.stage {
        Stage::Draw { .. } => draw::leave(step),
        Stage::Title { .. } => guess::enter(step),
        Stage::Guess { .. } => reveal::enter(step),
        Stage::Reveal { to_come, .. } if !to_come.is_empty() => reveal::next(step),
        Stage::Reveal { .. } => title::enter(step, step.state.current + 1),
        Stage::Scoreboard { .. } if step.state.is_final_round() => scoreboard::enter_game_over(step),
        Stage::Scoreboard { .. } => draw::enter(step),
        Stage::GameOver { .. } => step.end_game(),
    }
}

/// Handles a change of the players: ends a phase if nobody remains whom it waits for.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    step.state.follow_roster(step.ctx.seats);
    if step.roster_changed() {
        advance(step);
    }
}

/// Handles an accepted answer: ends the phase if the answer was the last one.
fn answer_received(step: &mut Step<'_, '_>) {
    if step.answer_received() {
        advance(step);
    }
}

/// Skips a phase that has just started if nobody takes part in it.
fn skip_without_players(step: &mut Step<'_, '_>) {
    if step.nobody_to_wait_for() {
        advance(step);
    }
}
