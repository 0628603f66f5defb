//! The table of phases.
//!
//! ```text
//! question ─▶ answer ─▶ solution ─▶ scoreboard ─┬▶ game_over
//!    ▲                                          │
//!    └────── rounds × questions per round ──────┘
//! ```

pub(super) mod answer;
pub(super) mod question;
mod scoreboard;
mod solution;

use wpp_cartridge_kit::{answers, prelude::*};

use super::{
    Quiz, RejectReason,
    state::{Stage, State},
};

/// The phases, in the order in which they first occur.
pub(super) const TABLE: [Phase<Quiz>; 5] = [QUESTION, ANSWER, SOLUTION, SCOREBOARD, GAME_OVER];

const QUESTION: Phase<Quiz> = Phase::shown("question", |state| Some(state.config.question_ms.into()), answer::enter);
const ANSWER: Phase<Quiz> = Phase::answered("answer", State::answer_limit, solution::enter);
const SOLUTION: Phase<Quiz> = Phase::shown("solution", |state| state.config.solution_limit(), scoreboard::enter);
const SCOREBOARD: Phase<Quiz> =
    Phase::shown("scoreboard", |state| Some(state.config.scoreboard_ms.into()), question::enter_next);
const GAME_OVER: Phase<Quiz> = Phase::last("game_over");

impl PhasedGame for Quiz {
    fn row(state: &State) -> &'static Phase<Self> {
        match state.stage {
            Stage::Question => &QUESTION,
            Stage::Answer { .. } => &ANSWER,
            Stage::Solution { .. } => &SOLUTION,
            Stage::Scoreboard { .. } => &SCOREBOARD,
            Stage::GameOver { .. } => &GAME_OVER,
        }
    }

    fn follow_roster(state: &mut State, seats: &[Seat]) {
        state.remove_absent(seats);
    }

    fn roster_changed(state: &mut State, seats: &[Seat]) {
        state.hand_over_captains(seats);
        state.remove_absent(seats);
    }

    fn check_answer(state: &State, player: &PlayerId) -> Result<(), RejectReason> {
        if state.players.contains_key(player) && !state.plays(player) {
            return Err(RejectReason::NotCaptain);
        }
        Ok(answers::check(state, player)?)
    }

    fn phase_started(state: &mut State, now: Timestamp) {
        state.entered_at = now;
    }
}
