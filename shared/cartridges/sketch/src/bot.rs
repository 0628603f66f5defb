//! Sketch's bots: they draw figures, write stock titles and guess at random.

use std::ops::RangeInclusive;

use rand::{
    RngExt,
    seq::{IndexedRandom, IteratorRandom},
};
use serde_json::json;
use wpp_cartridge_kit::{
    bluff::Revealing,
    bots::{delay_ms, react},
    prelude::*,
};

use super::{
    Sketch,
    contract::{View, You},
    doodle::doodle,
    state::{Stage, State},
    stock_titles::stock_titles,
};

/// Usual milliseconds before a bot submits its drawing.
const DRAWING: RangeInclusive<u64> = 15_000..=45_000;
/// Usual milliseconds before a bot submits a title.
const WRITING: RangeInclusive<u64> = 5_000..=20_000;
/// Usual milliseconds before a bot guesses.
const GUESSING: RangeInclusive<u64> = 3_000..=10_000;
/// Maximum number of moves in one phase, including rejected ones.
const MOVES: u32 = 3;

impl Bots<Self> for Sketch {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        let usual = match &state.stage {
            Stage::Draw(_) => DRAWING,
            Stage::Title(_) => WRITING,
            Stage::Guess(_) => GUESSING,
            Stage::Reveal(Revealing { to_come, .. }) => {
                let step = u64::from(state.config.reveal_step_ms);
                return Some(step / 2..=step / 2 + step * to_come.len() as u64);
            }
            Stage::Scoreboard(_) | Stage::GameOver(_) => return None,
        };
        Some(delay_ms(&usual, Self::row(state).length(state)))
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        let is_artist = view.artist.as_ref() == Some(&you.player_id);
        if tries >= MOVES {
            return None;
        }
        // Bots react at most once a drawing, and not every time.
        if phase.name == "reveal" {
            return (tries == 0 && rng.random_ratio(1, 2)).then(|| react(rng));
        }
        if !you.plays || is_artist {
            return None;
        }
        match phase.name.as_str() {
            "draw" if you.drawing.is_empty() => {
                Some(Move { kind: "drawing.submit", data: json!({ "strokes": doodle(rng) }) })
            }
            "title" if you.title.is_none() => {
                let text = stock_titles(view.language).choose(rng)?;
                Some(Move { kind: "title.submit", data: json!({ "text": text }) })
            }
            "guess" if you.guess.is_none() => {
                let ids = view.options.iter().map(|option| &option.option_id);
                let option_id = ids.filter(|id| you.title_option_id.as_ref() != Some(id)).choose(rng)?;
                Some(Move { kind: "guess.submit", data: json!({ "option_id": option_id }) })
            }
            _ => None,
        }
    }
}
