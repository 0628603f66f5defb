//! Fib's bots: they submit suggested lies, guess at random and send reactions.

use std::ops::RangeInclusive;

use rand::{RngExt, seq::IndexedRandom};
use serde_json::json;

use wpp_cartridge_kit::{
    bluff::Revealing,
    bots::{delay_ms, react},
    prelude::*,
};

use super::{
    Fib,
    contract::{View, You},
    state::{Stage, State},
};

/// Usual milliseconds before a bot submits a lie.
const WRITING: RangeInclusive<u64> = 5_000..=20_000;
/// Usual milliseconds before a bot guesses.
const GUESSING: RangeInclusive<u64> = 3_000..=12_000;

/// Maximum number of moves in one phase, including rejected ones.
const MOVES: u32 = 6;

/// Lies for questions without further suggestions: words that are the same in many languages.
const LAST_RESORTS: [&str; 16] = [
    "banana", "karaoke", "robot", "sauna", "jazz", "piano", "taxi", "kiosk", "salami", "bingo", "yoga", "tuba",
    "ninja", "pizza", "panda", "radio",
];

impl Bots<Self> for Fib {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        match &state.stage {
            Stage::Lie(_) => Some(delay_ms(&WRITING, Self::row(state).length(state))),
            Stage::Guess(_) => Some(delay_ms(&GUESSING, Self::row(state).length(state))),
            Stage::Reveal(Revealing { to_come, .. }) => {
                let step = u64::from(state.config.reveal_step_ms);
                Some(step / 2..=step / 2 + step * to_come.len() as u64)
            }
            Stage::Question | Stage::Scores { .. } | Stage::Scoreboard { .. } | Stage::GameOver(_) => None,
        }
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        if tries >= MOVES || !you.plays {
            return None;
        }
        match phase.name.as_str() {
            "lie" if you.lie.is_none() => Some(lie(you, tries, rng)),
            "guess" if you.guess.is_none() => guess(view, you, rng),
            // Bots react at most once a phase, and not every time.
            "guess" if tries == 1 && rng.random_ratio(1, 3) => Some(react(rng)),
            "reveal" if tries == 0 && rng.random_ratio(1, 2) => Some(react(rng)),
            _ => None,
        }
    }
}

/// Requests suggestions, then submits one of them.
fn lie(you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Move {
    if tries == 0 && you.suggestions.is_empty() {
        return Move { kind: "lie.suggest", data: json!({}) };
    }
    // A second rejection means that no suggestion is acceptable.
    let suggested = you.suggestions.choose(rng).filter(|_| tries < 3);
    let text = suggested.map_or_else(|| LAST_RESORTS[rng.random_range(0..LAST_RESORTS.len())], String::as_str);
    Move { kind: "lie.submit", data: json!({ "text": text }) }
}

/// Picks any option except the bot's own lie.
fn guess(view: &View, you: &You, rng: &mut ChaCha8Rng) -> Option<Move> {
    let open = view.options.iter().filter(|option| you.lie_option_id.as_ref() != Some(&option.option_id));
    let picked = open.collect::<Vec<_>>().choose(rng).map(|option| option.option_id.clone())?;
    Some(Move { kind: "guess.submit", data: json!({ "option_id": picked }) })
}
