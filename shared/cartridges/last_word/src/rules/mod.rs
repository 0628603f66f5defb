//! The rules: the table of phases, and what decides in them.
//!
//! ```text
//! write ─▶ vote ─▶ result ─┬▶ scoreboard ─┬▶ game_over
//!   ▲       ▲              │              │
//!   │       └── prompts ───┘              │
//!   └──────────── rounds ─────────────────┘
//! ```

mod answers;
mod deck;
mod result;
mod rounds;
mod vote;
mod write;

use wpp_cartridge_kit::prelude::*;

pub(super) use self::write::enter as start_round;
use super::{
    LastWord, Step,
    contract::{Action, RejectReason},
    state::{Stage, State},
};

wpp_cartridge_kit::phases! { LastWord:
    Write => Phase::answered("write", |state| state.config.limit(state.config.write_ms), |step| vote::enter(step, 0));
    Vote => Phase::answered("vote", |state| state.config.limit(state.config.vote_ms), result::enter);
    Result => Phase::shown("result", |state| state.config.result_ms, vote::enter_next);
    Scoreboard => Phase::shown("scoreboard", |state| state.config.scoreboard_ms, |step| {
        step.next_round(write::enter, Stage::GameOver);
    });
    GameOver => Phase::last("game_over");
}

impl PhasedGame for LastWord {
    fn act(step: &mut Step<'_, '_>, player: PlayerId, action: Action) -> Result<(), RejectReason> {
        match action {
            Action::Answer(answer) => write::submit(step, player, &answer),
            Action::Vote(vote) => step.accept_vote(player, &vote.prompt_id, &vote.option_id),
        }
    }

    /// Gives newcomers a record, and forgets people who left, with their answers. Answers that are shown already stay.
    fn follow_roster(state: &mut State, seats: &[Seat]) {
        let (seated, shown) = (state.follow_seats(seats), state.shown_prompts());
        for prompt in state.prompts.iter_mut().skip(shown) {
            prompt.writers.retain(|player| seated.contains(player));
            prompt.answers.retain(|answer| seated.contains(&answer.player));
        }
    }

    /// Returns the answers to prompts that are not shown yet. A text that is public already is no secret.
    fn secrets(state: &State) -> Vec<Secret> {
        let (public, hidden) = state.prompts.split_at(state.shown_prompts());
        let public = public.iter().flat_map(|prompt| &prompt.answers);
        let hidden = hidden.iter().flat_map(|prompt| &prompt.answers);
        let secrets = hidden.map(|answer| Secret::known_to(&answer.player, answer.text.original()));
        secrets.filter(|secret| !public.clone().any(|answer| answer.text.original() == secret.text)).collect()
    }
}
