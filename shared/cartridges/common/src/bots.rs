//! Delays and reactions of bots, for several games.

use std::ops::RangeInclusive;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use wpp_game::driver::Move;

use crate::reactions::{EMOJI, REACT};

/// Returns a bot's delay in milliseconds: the `usual` range, but at most half of the phase's `limit`.
#[must_use]
pub fn delay_ms(usual: &RangeInclusive<u64>, limit: Option<u64>) -> RangeInclusive<u64> {
    let most = limit.map_or(*usual.end(), |limit| (limit / 2).min(*usual.end()));
    (*usual.start()).min(most / 3)..=most
}

/// Returns a random reaction.
#[must_use]
pub fn react(rng: &mut ChaCha8Rng) -> Move {
    Move { kind: REACT, data: json!({ "emoji": EMOJI[rng.random_range(0..EMOJI.len())] }) }
}
