//! The phases, and the transitions between them.
//!
//! ```text
//! ready ─▶ practice ─▶ counting ─▶ summary ─┬▶ game_over
//!   ▲        (reports arrive)               │
//!   └───────────────────────────────────────┘
//! ```

pub(super) mod practice;
pub(super) mod summary;

use super::{Step, state::Stage};

/// Enters the next phase.
pub(super) fn advance(step: &mut Step<'_, '_>) {
    match step.state.stage {
        Stage::Practice { .. } => practice::finish(step),
        Stage::Counting { .. } => summary::enter(step),
        Stage::Summary { .. } => summary::leave(step),
        Stage::Ready => {
            step.set_timer(None);
        }
        Stage::GameOver { .. } => step.end_game(),
    }
}

/// Returns the elapsed milliseconds of the running practice, without pauses.
fn elapsed_ms(step: &Step<'_, '_>) -> u64 {
    let whole = u64::from(step.state.config.practice_ms);
    let left = step.ctx.deadline.map_or(0, |deadline| deadline.ms_since(step.ctx.now));
    whole.saturating_sub(left)
}
