//! Quiz's bots: they answer at random, because they have the same information as a player's phone.

use std::ops::RangeInclusive;

use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use wpp_cartridge_kit::bots::delay_ms;
use wpp_game::{
    driver::{Bots, Move},
    session::snapshot::Snapshot,
};

use super::{
    Quiz,
    contract::view::{View, You},
    state::{Stage, State},
};

/// Usual milliseconds before a bot answers.
const ANSWERING: RangeInclusive<u64> = 2_000..=9_000;

impl Bots<Self> for Quiz {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        let Stage::Answer { .. } = state.stage else { return None };
        Some(delay_ms(&ANSWERING, state.config.answer_limit()))
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, _tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        if phase.name != "answer" || you.answer.is_some() || !you.plays {
            return None;
        }
        let option_id = &view.options.choose(rng)?.option_id;
        Some(Move { kind: "answer.submit", data: json!({ "option_id": option_id }) })
    }
}
