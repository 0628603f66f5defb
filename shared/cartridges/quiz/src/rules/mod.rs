//! The rules: the table of phases, and what decides in them.
//!
//! ```text
//! question ─▶ answer ─▶ solution ─▶ scoreboard ─┬▶ game_over
//!    ▲                                          │
//!    └────── rounds × questions per round ──────┘
//! ```

mod answer;
mod answers;
pub(super) mod audience;
mod awards;
mod question;
mod scoreboard;
mod secrets;
mod solution;
mod spotlight;
mod teams;

use wpp_cartridge_kit::{kinds::Answering, prelude::*, questions::reading_ms};

pub(super) use self::question::enter as start;
use super::{
    Quiz, Step,
    contract::{Action, RejectReason},
    state::{Stage, State},
};

wpp_cartridge_kit::phases! { Quiz:
    Question => Phase::shown("question", |state| reading_ms(state.config.question_ms, &state.current), answer::enter);
    Answer => Phase::answered("answer", State::answer_limit, solution::enter);
    Solution => Phase::shown_until("solution", |state| state.config.solution_limit(), scoreboard::enter);
    Scoreboard => Phase::shown("scoreboard", |state| state.config.scoreboard_ms, question::enter_next);
    GameOver => Phase::last("game_over");
}

impl PhasedGame for Quiz {
    fn act(step: &mut Step<'_, '_>, player: PlayerId, action: Action) -> Result<(), RejectReason> {
        match action {
            Action::Answer(submission) => answer::submit(step, player, submission),
            Action::React { emoji } => Ok(step.react(&player, &emoji)?),
        }
    }

    /// Removes the answers of people who left. Published solutions remain unchanged.
    fn follow_roster(state: &mut State, seats: &[Seat]) {
        let seated = state.forget_absent(seats);
        if let Stage::Answer(Answering { ballot, .. }) = &mut state.stage {
            ballot.answers.retain(|answer| seated.contains(&answer.player));
        }
    }

    fn roster_changed(state: &mut State, seats: &[Seat]) {
        state.hand_over_captains(seats);
        Self::follow_roster(state, seats);
    }

    fn reject_outsider(state: &State, player: &PlayerId) -> RejectReason {
        let is_late = !state.players.contains_key(player);
        if is_late { CommonRejection::NextQuestion.into() } else { RejectReason::NotCaptain }
    }

    fn phase_started(state: &mut State, now: Timestamp) {
        state.entered_at = now;
    }

    fn secrets(state: &State) -> Vec<Secret> {
        secrets::secrets(state)
    }
}
