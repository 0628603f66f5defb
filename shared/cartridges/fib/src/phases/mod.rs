//! The phases, and the transitions between them.
//!
//! ```text
//! question ─▶ lie ─▶ guess ─▶ reveal (one option a step) ─▶ scores ─▶ scoreboard ─┬▶ game_over
//!    ▲                                                                            │
//!    └───────────────────────── rounds × questions per round ─────────────────────┘
//! ```

mod game_over;
pub(super) mod guess;
pub(super) mod lie;
mod options;
pub(super) mod question;
mod reveal;
mod scores;
pub(super) mod suggest;

use super::{Step, state::Stage};

/// Enters the next phase, or performs the next step of a reveal.
pub(super) fn advance(step: &mut Step<'_, '_>) {
    step.state.remove_absent(step.ctx.seats);
    match &step.state.stage {
        Stage::Question => lie::enter(step),
        Stage::Lie { .. } => guess::enter(step),
        Stage::Guess { .. } => reveal::enter(step),
        Stage::Reveal { to_come, .. } if !to_come.is_empty() => reveal::next(step),
        Stage::Reveal { .. } => scores::enter(step),
        Stage::Scores { .. } => scores::enter_scoreboard(step),
        Stage::Scoreboard { .. } => match step.state.deck.pop() {
            Some(next) => question::enter_next(step, next),
            None => game_over::enter(step),
        },
        Stage::GameOver { .. } => step.end_game(),
    }
}

/// Handles a change of the players: ends the phase if nobody remains whose answer is missing.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    step.state.remove_absent(step.ctx.seats);
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

/// Skips a phase that has just started if only latecomers remain, who do not play this question.
fn skip_without_players(step: &mut Step<'_, '_>) {
    if step.nobody_to_wait_for() {
        advance(step);
    }
}
