//! The table of phases.
//!
//! ```text
//! question ─▶ lie ─▶ guess ─▶ reveal (one option a step) ─▶ scores ─▶ scoreboard ─┬▶ game_over
//!    ▲                                                                            │
//!    └───────────────────────── rounds × questions per round ─────────────────────┘
//! ```

mod guess;
pub(super) mod lie;
pub(super) mod question;
mod reveal;
mod scores;

use wpp_cartridge_kit::prelude::*;

use super::{
    Fib,
    state::{Stage, State},
};

/// The phases, in the order in which they first occur.
pub(super) const TABLE: [Phase<Fib>; 7] = [QUESTION, LIE, GUESS, REVEAL, SCORES, SCOREBOARD, GAME_OVER];

const QUESTION: Phase<Fib> = Phase::shown("question", |state| Some(state.config.question_ms.into()), lie::enter);
const LIE: Phase<Fib> = Phase::answered("lie", |state| state.config.limit(state.config.lie_ms), guess::enter);
const GUESS: Phase<Fib> = Phase::answered("guess", |state| state.config.limit(state.config.guess_ms), reveal::enter);
const REVEAL: Phase<Fib> = Phase::shown("reveal", |state| Some(state.config.reveal_step_ms.into()), reveal::next);
const SCORES: Phase<Fib> =
    Phase::shown("scores", |state| Some(state.config.scores_ms.into()), scores::enter_scoreboard);
const SCOREBOARD: Phase<Fib> =
    Phase::shown("scoreboard", |state| Some(state.config.scoreboard_ms.into()), question::enter_next);
const GAME_OVER: Phase<Fib> = Phase::last("game_over");

impl PhasedGame for Fib {
    fn row(state: &State) -> &'static Phase<Self> {
        match state.stage {
            Stage::Question => &QUESTION,
            Stage::Lie(_) => &LIE,
            Stage::Guess(_) => &GUESS,
            Stage::Reveal(_) => &REVEAL,
            Stage::Scores { .. } => &SCORES,
            Stage::Scoreboard { .. } => &SCOREBOARD,
            Stage::GameOver { .. } => &GAME_OVER,
        }
    }

    fn follow_roster(state: &mut State, seats: &[Seat]) {
        state.remove_absent(seats);
    }
}
