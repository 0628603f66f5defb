//! The lies of bots: harmless nonsense, at times nearly equal to another bot's.

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::checks::score_oracle::Question;

const KINDS: [&str; 12] = [
    "velvet",
    "borrowed",
    "nervous",
    "left-handed",
    "inflatable",
    "royal",
    "haunted",
    "frozen",
    "secret",
    "tiny",
    "certified",
    "midnight",
];
const THINGS: [&str; 12] = [
    "badger",
    "trombone",
    "lighthouse",
    "pudding",
    "umbrella",
    "walrus",
    "teapot",
    "accordion",
    "cactus",
    "zeppelin",
    "sandwich",
    "glacier",
];

/// Returns a lie with a number that makes it unlikely that another bot writes the same.
pub fn lie(rng: &mut ChaCha8Rng) -> String {
    format!("{} {}", pair(rng), rng.random_range(100..1_000_000))
}

/// Returns one of many spellings of the lie that all bots of a session share for this question.
pub fn near(theme: u64, question: Question, rng: &mut ChaCha8Rng) -> String {
    let mut shared = ChaCha8Rng::seed_from_u64(theme ^ u64::from(question.0) << 32 ^ u64::from(question.1));
    let idea = pair(&mut shared);
    match rng.random_range(0..5) {
        0 => idea,
        1 => idea.to_uppercase(),
        2 => format!("the {idea}"),
        3 => format!("A {idea}!"),
        _ => format!("{idea}s"),
    }
}

fn pair(rng: &mut ChaCha8Rng) -> String {
    let (kind, thing) = (KINDS.choose(rng), THINGS.choose(rng));
    format!("{} {}", kind.unwrap_or(&"velvet"), thing.unwrap_or(&"badger"))
}
