//! How the server plays for a bot: as somebody who guesses, for it knows no more than its phone shows.

use std::ops::RangeInclusive;

use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::{
    state::{Stage, State},
    view::{View, You},
};
use wpp_game::{driver::Move, session::snapshot::Snapshot};

/// Milliseconds a bot takes to answer, where there is time for it.
const ANSWERING: RangeInclusive<u64> = 2_000..=9_000;

/// How long a bot takes in this phase; `None` when it has nothing to do.
pub(super) fn pace(state: &State) -> Option<RangeInclusive<u64>> {
    let Stage::Answer { .. } = state.stage else { return None };
    let limit = state.config.answer_limit();
    let most = limit.map_or(*ANSWERING.end(), |limit| (limit / 2).min(*ANSWERING.end()));
    Some((*ANSWERING.start()).min(most / 3)..=most)
}

/// The bot's next move, if there is one.
pub(super) fn choose(seen: &Snapshot<View>, you: &You, rng: &mut ChaCha8Rng) -> Option<Move> {
    let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
    if phase.name != "answer" || you.answer.is_some() || !you.plays {
        return None;
    }
    let option_id = &view.options.choose(rng)?.option_id;
    Some(Move { kind: "answer.submit", data: json!({ "option_id": option_id }) })
}
