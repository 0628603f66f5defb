//! Answers of bots. Bots have the same information as a player's phone, so they answer at random.

use rand::{
    RngExt,
    seq::{IndexedRandom, IteratorRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use wpp_game::content::QuestionKind;

use crate::answers::OptionView;

/// Magnitudes of a bot's estimates: the bot does not know what is counted.
const ESTIMATES: [u32; 4] = [1, 10, 100, 1_000];

/// Words of a bot: they are the same in many languages.
const WORDS: [&str; 8] = ["banana", "karaoke", "robot", "sauna", "jazz", "piano", "pizza", "panda"];

/// Returns the data of a random [`Submission`](super::Submission); `None` without options to pick.
pub fn random_answer(kind: QuestionKind, options: &[OptionView], rng: &mut ChaCha8Rng) -> Option<Value> {
    let ids = || options.iter().map(|option| option.option_id.as_str());
    Some(match kind {
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
        QuestionKind::Typed
        | QuestionKind::WordCloud
        | QuestionKind::Prompt
        | QuestionKind::Drawing
        | QuestionKind::WordList
        | QuestionKind::Pair
        | QuestionKind::Picture => {
            json!({ "text": WORDS.choose(rng)? })
        }
    })
}
