//! How the server plays for a bot: as a cheerful player who knows no more than its phone shows.

use std::ops::RangeInclusive;

use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::{
    reaction::EMOJI,
    state::{Stage, State},
    view::{View, You},
};
use wpp_game::{driver::Move, session::snapshot::Snapshot};

/// Milliseconds a bot takes to write a lie, where there is time for it.
const WRITING: RangeInclusive<u64> = 5_000..=20_000;
/// … and to pick an answer.
const GUESSING: RangeInclusive<u64> = 3_000..=12_000;

/// Moves a bot makes in one phase at most, refused ones included.
const MOVES: u32 = 6;

/// Lies for when the question has none left to offer: words that are the same in many languages.
const LAST_RESORTS: [&str; 16] = [
    "banana", "karaoke", "robot", "sauna", "jazz", "piano", "taxi", "kiosk", "salami", "bingo", "yoga", "tuba",
    "ninja", "pizza", "panda", "radio",
];

/// How long a bot takes in this phase; `None` when it has nothing to do.
pub(super) fn pace(state: &State) -> Option<RangeInclusive<u64>> {
    match &state.stage {
        Stage::Lie { .. } => Some(unhurried(WRITING, state.config.lie_limit())),
        Stage::Guess { .. } => Some(unhurried(GUESSING, state.config.guess_limit())),
        Stage::Reveal { to_come, .. } => {
            let step = u64::from(state.config.reveal_step_ms);
            Some(step / 2..=step / 2 + step * to_come.len() as u64)
        }
        Stage::Question | Stage::Scores { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
    }
}

/// The usual time, but no more than half of what there is.
fn unhurried(usual: RangeInclusive<u64>, limit: Option<u64>) -> RangeInclusive<u64> {
    let most = limit.map_or(*usual.end(), |limit| (limit / 2).min(*usual.end()));
    (*usual.start()).min(most / 3)..=most
}

/// The bot's next move, if there is one.
pub(super) fn choose(seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
    let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
    if tries >= MOVES || !you.plays {
        return None;
    }
    match phase.name.as_str() {
        "lie" if you.lie.is_none() => Some(lie(you, tries, rng)),
        "guess" if you.guess.is_none() => guess(view, you, rng),
        // Once a phase at most, and not every time.
        "guess" if tries == 1 && rng.random_ratio(1, 3) => Some(react(rng)),
        "reveal" if tries == 0 && rng.random_ratio(1, 2) => Some(react(rng)),
        _ => None,
    }
}

/// Asks for suggestions, then hands one of them in.
fn lie(you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Move {
    if tries == 0 && you.suggestions.is_empty() {
        return Move { kind: "lie.suggest", data: json!({}) };
    }
    // A second refusal means that the suggestions are no good.
    let suggested = you.suggestions.choose(rng).filter(|_| tries < 3);
    let text = suggested.map_or_else(|| LAST_RESORTS[rng.random_range(0..LAST_RESORTS.len())], String::as_str);
    Move { kind: "lie.submit", data: json!({ "text": text }) }
}

/// Picks any answer but its own.
fn guess(view: &View, you: &You, rng: &mut ChaCha8Rng) -> Option<Move> {
    let open = view.options.iter().filter(|option| you.lie_option_id.as_ref() != Some(&option.option_id));
    let picked = open.collect::<Vec<_>>().choose(rng).map(|option| option.option_id.clone())?;
    Some(Move { kind: "guess.submit", data: json!({ "option_id": picked }) })
}

fn react(rng: &mut ChaCha8Rng) -> Move {
    Move { kind: "reaction.send", data: json!({ "emoji": EMOJI[rng.random_range(0..EMOJI.len())] }) }
}
