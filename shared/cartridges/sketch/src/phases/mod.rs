//! The table of phases.
//!
//! ```text
//! draw ─▶ title ─▶ guess ─▶ reveal (one title a step) ─┬▶ scoreboard ─┬▶ game_over
//!  ▲        ▲                                          │              │
//!  │        └───────────────── drawings ───────────────┘              │
//!  └───────────────────────────── rounds ─────────────────────────────┘
//! ```

pub(super) mod draw;
mod guess;
mod reveal;
mod scoreboard;
pub(super) mod title;

use wpp_cartridge_kit::{answers, prelude::*};

use super::{
    RejectReason, Sketch,
    state::{Stage, State},
};

/// The phases, in the order in which they first occur.
pub(super) const TABLE: [Phase<Sketch>; 6] = [DRAW, TITLE, GUESS, REVEAL, SCOREBOARD, GAME_OVER];

const DRAW: Phase<Sketch> =
    Phase::answered("draw", |state| state.config.limit(state.config.draw_ms), title::enter_first);
const TITLE: Phase<Sketch> = Phase::answered("title", |state| state.config.limit(state.config.title_ms), guess::enter);
const GUESS: Phase<Sketch> = Phase::answered("guess", |state| state.config.limit(state.config.guess_ms), reveal::enter);
const REVEAL: Phase<Sketch> = Phase::shown("reveal", |state| Some(state.config.reveal_step_ms.into()), reveal::next);
const SCOREBOARD: Phase<Sketch> =
    Phase::shown("scoreboard", |state| Some(state.config.scoreboard_ms.into()), scoreboard::next);
const GAME_OVER: Phase<Sketch> = Phase::last("game_over");

impl PhasedGame for Sketch {
    fn row(state: &State) -> &'static Phase<Self> {
        match state.stage {
            Stage::Draw { .. } => &DRAW,
            Stage::Title(_) => &TITLE,
            Stage::Guess(_) => &GUESS,
            Stage::Reveal(_) => &REVEAL,
            Stage::Scoreboard { .. } => &SCOREBOARD,
            Stage::GameOver { .. } => &GAME_OVER,
        }
    }

    fn follow_roster(state: &mut State, seats: &[Seat]) {
        state.follow_roster(seats);
    }

    fn check_answer(state: &State, player: &PlayerId) -> Result<(), RejectReason> {
        if !state.players.contains_key(player) {
            return Err(RejectReason::NextRound);
        }
        if !state.plays(player) {
            return Err(RejectReason::Artist);
        }
        Ok(answers::check(state, player)?)
    }
}
