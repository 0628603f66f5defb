//! The phases, and the transitions between them.
//!
//! ```text
//! write ─▶ vote ─▶ result ─┬▶ scoreboard ─┬▶ game_over
//!   ▲       ▲              │              │
//!   │       └── prompts ───┘              │
//!   └──────────── rounds ─────────────────┘
//! ```

mod result;
mod scoreboard;
mod vote;
mod write;

pub(super) use self::{
    vote::{audience_ballot, count_audience, submit as submit_vote},
    write::{enter as enter_write, submit as submit_answer},
};
use super::{Step, state::Stage};

/// Enters the next phase.
pub(super) fn advance(step: &mut Step<'_, '_>) {
    step.state.follow_roster(step.ctx.seats);
    match step.state.stage {
        Stage::Write { .. } => vote::enter(step, 0),
        Stage::Vote { .. } => result::enter(step),
        Stage::Result { .. } => vote::enter(step, step.state.current + 1),
        Stage::Scoreboard { .. } if step.state.is_final_round() => scoreboard::enter_game_over(step),
        Stage::Scoreboard { .. } => write::enter(step),
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
