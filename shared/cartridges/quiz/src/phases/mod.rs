//! The phases, and the transitions between them.
//!
//! ```text
//! question ─▶ answer ─▶ solution ─▶ scoreboard ─┬▶ game_over
//!    ▲                                          │
//!    └────── rounds × questions per round ──────┘
//! ```

mod accept;
pub(super) mod answer;
mod marking;
mod options;
pub(super) mod question;
mod scoreboard;
mod solution;

use wpp_game::time::Countdown;

use super::{Step, state::Stage};

/// Enters a phase that ends after `ms` milliseconds; `None` for a phase without a deadline.
fn enter(step: &mut Step<'_, '_>, stage: Stage, ms: Option<u64>) -> Countdown {
    step.state.stage = stage;
    step.state.entered_at = step.ctx.now;
    step.set_timer(ms)
}

/// Enters the next phase.
pub(super) fn advance(step: &mut Step<'_, '_>) {
    step.state.remove_absent(step.ctx.seats);
    match &step.state.stage {
        Stage::Question => answer::enter(step),
        Stage::Answer { .. } => solution::enter(step),
        Stage::Solution { .. } => scoreboard::enter(step),
        Stage::Scoreboard { .. } => match step.state.deck.pop() {
            Some(next) => question::enter_next(step, next),
            None => scoreboard::enter_game_over(step),
        },
        Stage::GameOver { .. } => step.end_game(),
    }
}

/// Handles a change of the players: ends answering if nobody remains whose answer is missing.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    step.state.hand_over_captains(step.ctx.seats);
    step.state.remove_absent(step.ctx.seats);
    if step.roster_changed() {
        advance(step);
    }
}
