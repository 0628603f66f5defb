//! The rules: the table of phases, and what decides in them.
//!
//! ```text
//! question ─▶ lie ─▶ guess ─▶ reveal (one option a step) ─▶ scores ─▶ scoreboard ─┬▶ game_over
//!    ▲                                                                            │
//!    └───────────────────────── rounds × questions per round ─────────────────────┘
//! ```

mod answers;
mod awards;
mod bluff;
mod guess;
mod lie;
mod question;
mod reveal;
mod scores;

use wpp_cartridge_kit::{bluff::Bluffs as _, prelude::*, questions::reading_ms};

pub(super) use self::question::enter as start;
use super::{
    Fib, Step,
    contract::{Action, RejectReason},
    state::{Stage, State},
};

wpp_cartridge_kit::phases! { Fib:
    Question => Phase::shown("question", |state| reading_ms(state.config.question_ms, &state.current), lie::enter);
    Lie => Phase::answered("lie", |state| state.config.limit(state.config.lie_ms), guess::enter);
    Guess => Phase::answered("guess", |state| state.config.limit(state.config.guess_ms), reveal::enter);
    Reveal => Phase::shown("reveal", |state| state.config.reveal_step_ms, reveal::next);
    Scores => Phase::shown("scores", |state| state.config.scores_ms, scores::enter_scoreboard);
    Scoreboard => Phase::shown("scoreboard", |state| state.config.scoreboard_ms, question::enter_next);
    GameOver => Phase::last("game_over");
}

impl PhasedGame for Fib {
    fn act(step: &mut Step<'_, '_>, player: PlayerId, action: Action) -> Result<(), RejectReason> {
        match action {
            Action::Lie { text } => lie::submit(step, player, &text),
            Action::Suggest {} => lie::suggest(step, &player),
            Action::Guess { option_id } => step.accept_guess(player, &option_id, RejectReason::OwnLie),
            Action::React { emoji } => Ok(step.react(&player, &emoji)?),
        }
    }

    /// Removes the answers of people who left. Published outcomes remain unchanged.
    fn follow_roster(state: &mut State, seats: &[Seat]) {
        let seated = state.forget_absent(seats);
        state.suggestions.keep_only(&seated);
        state.keep_only(&seated);
    }
}
