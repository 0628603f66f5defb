//! Quiz's bots: they answer at random, because they have the same information as a player's phone. They
//! know no typed answer.

use std::ops::RangeInclusive;

use rand::{
    RngExt,
    seq::{IndexedRandom, IteratorRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use wpp_cartridge_kit::bots::{delay_ms, react};
use wpp_game::{
    content::QuestionKind,
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

/// Usual milliseconds before a bot reacts to a solution.
const REACTING: RangeInclusive<u64> = 1_500..=4_000;

/// Magnitudes of a bot's estimates: the bot does not know what is counted.
const ESTIMATES: [u32; 4] = [1, 10, 100, 1_000];

/// Words of a bot: they are the same in many languages.
const WORDS: [&str; 8] = ["banana", "karaoke", "robot", "sauna", "jazz", "piano", "pizza", "panda"];

impl Bots<Self> for Quiz {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        match state.stage {
            Stage::Answer { .. } => Some(delay_ms(&ANSWERING, state.answer_limit())),
            Stage::Solution { .. } => Some(delay_ms(&REACTING, state.config.solution_limit())),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        match phase.name.as_str() {
            "answer" if you.submitted.is_none() && you.plays => {
                Some(Move { kind: "answer.submit", data: answer(view, rng)? })
            }
            // Bots react at most once a question, and not every time.
            "solution" if tries == 0 && you.plays && rng.random_ratio(1, 3) => Some(react(rng)),
            _ => None,
        }
    }
}

/// Returns the data of a random answer.
fn answer(view: &View, rng: &mut ChaCha8Rng) -> Option<Value> {
    let ids = || view.options.iter().map(|option| option.option_id.as_str());
    Some(match view.kind {
        QuestionKind::Blank
        | QuestionKind::Open
        | QuestionKind::Choice
        | QuestionKind::TrueFalse
        | QuestionKind::Poll => json!({ "option_id": ids().choose(rng)? }),
        QuestionKind::Several => {
            let mut picked: Vec<&str> = ids().filter(|_| rng.random_bool(0.5)).collect();
            if picked.is_empty() {
                picked.extend(ids().choose(rng));
            }
            json!({ "option_ids": picked })
        }
        QuestionKind::Order => {
            let mut order: Vec<&str> = ids().collect();
            order.shuffle(rng);
            json!({ "order": order })
        }
        QuestionKind::Number => json!({ "number": ESTIMATES.choose(rng)? * rng.random_range(1..=9) }),
        QuestionKind::Typed | QuestionKind::WordCloud | QuestionKind::Prompt | QuestionKind::Drawing => {
            json!({ "text": WORDS.choose(rng)? })
        }
    })
}
