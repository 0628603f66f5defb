//! The table of phases.
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

use wpp_cartridge_kit::prelude::*;

pub(super) use self::{
    vote::{audience_ballot, count_audience, submit as submit_vote},
    write::{enter as enter_write, submit as submit_answer},
};
use super::{
    LastWord,
    state::{Stage, State},
};

/// The phases, in the order in which they first occur.
pub(super) const TABLE: [Phase<LastWord>; 5] = [WRITE, VOTE, RESULT, SCOREBOARD, GAME_OVER];

const WRITE: Phase<LastWord> =
    Phase::answered("write", |state| state.config.limit(state.config.write_ms), vote::enter_first);
const VOTE: Phase<LastWord> = Phase::answered("vote", |state| state.config.limit(state.config.vote_ms), result::enter);
const RESULT: Phase<LastWord> = Phase::shown("result", |state| Some(state.config.result_ms.into()), vote::enter_next);
const SCOREBOARD: Phase<LastWord> =
    Phase::shown("scoreboard", |state| Some(state.config.scoreboard_ms.into()), scoreboard::next);
const GAME_OVER: Phase<LastWord> = Phase::last("game_over");

impl PhasedGame for LastWord {
    fn row(state: &State) -> &'static Phase<Self> {
        match state.stage {
            Stage::Write { .. } => &WRITE,
            Stage::Vote { .. } => &VOTE,
            Stage::Result { .. } => &RESULT,
            Stage::Scoreboard { .. } => &SCOREBOARD,
            Stage::GameOver { .. } => &GAME_OVER,
        }
    }

    fn follow_roster(state: &mut State, seats: &[Seat]) {
        state.follow_roster(seats);
    }
}
