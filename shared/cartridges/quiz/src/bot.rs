//! Quiz's bots: they answer at random, because they have the same information as a player's phone. They
//! know no typed answer.

use std::ops::RangeInclusive;

use rand::RngExt;
use wpp_cartridge_kit::{
    bots::{delay_ms, react},
    kinds::random_answer,
    prelude::*,
};

use super::{
    Quiz,
    contract::{View, You},
    state::{Stage, State},
};

/// Usual milliseconds before a bot answers.
const ANSWERING: RangeInclusive<u64> = 2_000..=9_000;

/// Usual milliseconds before a bot reacts to a solution.
const REACTING: RangeInclusive<u64> = 1_500..=4_000;

impl Bots<Self> for Quiz {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        match state.stage {
            Stage::Answer(_) => Some(delay_ms(&ANSWERING, Self::row(state).length(state))),
            Stage::Solution { .. } => Some(delay_ms(&REACTING, Self::row(state).length(state))),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver(_) => None,
        }
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        match phase.name.as_str() {
            "answer" if you.submitted.is_none() && you.plays => {
                Some(Move { kind: "answer.submit", data: random_answer(view.kind, &view.options, rng)? })
            }
            // Bots react at most once a question, and not every time.
            "solution" if tries == 0 && you.plays && rng.random_ratio(1, 3) => Some(react(rng)),
            _ => None,
        }
    }
}
