//! The rules: the table of phases, and what decides in them.
//!
//! ```text
//! draw ─▶ title ─▶ guess ─▶ reveal (one title a step) ─┬▶ scoreboard ─┬▶ game_over
//!  ▲        ▲                                          │              │
//!  │        └───────────────── drawings ───────────────┘              │
//!  └───────────────────────────── rounds ─────────────────────────────┘
//! ```

mod answers;
mod bluff;
mod deck;
mod draw;
mod guess;
mod reveal;
mod rounds;
mod title;

use wpp_cartridge_kit::{bluff::Bluffs as _, prelude::*};

pub(super) use self::draw::enter as start_round;
use super::{
    Sketch, Step,
    contract::{Action, RejectReason},
    state::{Stage, State},
};

wpp_cartridge_kit::phases! { Sketch:
    Draw => Phase::answered("draw", |state| state.config.limit(state.config.draw_ms), title::enter_first);
    Title => Phase::answered("title", |state| state.config.limit(state.config.title_ms), guess::enter);
    Guess => Phase::answered("guess", |state| state.config.limit(state.config.guess_ms), reveal::enter);
    Reveal => Phase::shown("reveal", |state| state.config.reveal_step_ms, reveal::next);
    Scoreboard => Phase::shown("scoreboard", |state| state.config.scoreboard_ms, |step| {
        step.next_round(draw::enter, Stage::GameOver);
    });
    GameOver => Phase::last("game_over");
}

impl PhasedGame for Sketch {
    fn act(step: &mut Step<'_, '_>, player: PlayerId, action: Action) -> Result<(), RejectReason> {
        match action {
            Action::Draw { strokes } => draw::submit(step, &player, strokes),
            Action::Title { text } => title::submit(step, player, &text),
            Action::Guess { option_id } => step.accept_guess(player, &option_id, RejectReason::OwnTitle),
            Action::React { emoji } => Ok(step.react(&player, &emoji)?),
        }
    }

    fn reject_outsider(state: &State, player: &PlayerId) -> RejectReason {
        if state.players.contains_key(player) { RejectReason::Artist } else { RejectReason::NextRound }
    }

    /// Gives newcomers a record, and forgets people who left. Their titles remain without credit, and so does a drawing
    /// that was shown already.
    fn follow_roster(state: &mut State, seats: &[Seat]) {
        let seated = state.follow_seats(seats);
        let hidden = state.drawings.split_off(state.shown_drawings());
        state.drawings.extend(hidden.into_iter().filter(|drawing| seated.contains(&drawing.artist)));
        state.keep_only(&seated);
    }

    /// Returns the prompts before their reveal among the titles, and titles while people write them. A text that is public
    /// already is no secret.
    fn secrets(state: &State) -> Vec<Secret> {
        let is_titled = matches!(state.stage, Stage::Title(_));
        let lies = if let Stage::Title(writing) = &state.stage { writing.lies.as_slice() } else { &[] };
        let hidden = state.drawings.iter().skip(state.shown_drawings().saturating_sub(usize::from(is_titled)));
        let prompts = hidden.map(|drawing| Secret::known_to(&drawing.artist, &drawing.prompt));
        let titles = lies.iter().filter_map(|lie| Some(Secret::known_to(lie.player.as_ref()?, lie.text.original())));
        let deck = state.deck.iter().map(|prompt| Secret::from_everybody(prompt));
        let public = state.options();
        let is_hidden = |secret: &Secret| public.iter().all(|known| known.text != secret.text);
        prompts.chain(titles).chain(deck).filter(is_hidden).collect()
    }
}
