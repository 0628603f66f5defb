//! Last Word's bots: they answer with stock phrases and vote at random.

use std::ops::RangeInclusive;

use rand::seq::{IndexedRandom, IteratorRandom};
use serde_json::json;
use wpp_cartridge_kit::{bots::delay_ms, prelude::*, settings::Language};

use super::{
    LastWord,
    contract::{View, You},
    state::{Stage, State},
};

/// Usual milliseconds before a bot writes or votes.
const WRITING: RangeInclusive<u64> = 8_000..=30_000;
const VOTING: RangeInclusive<u64> = 2_000..=9_000;

const ENGLISH: [&str; 14] = [
    "A very confident goose",
    "My uncle's second-best trousers",
    "Soup, but emotionally",
    "Ask again after lunch",
    "The smell of a photocopier",
    "Forty-one tiny umbrellas",
    "Whatever the dentist meant",
    "A spoon with regrets",
    "Somebody called Brian",
    "Less of everything, please",
    "The long way round",
    "A haunted spreadsheet",
    "Two pigeons in a coat",
    "Just the noise a printer makes",
];
const DANISH: [&str; 14] = [
    "En meget selvsikker gås",
    "Min onkels næstbedste bukser",
    "Suppe, men på en følsom måde",
    "Spørg igen efter frokost",
    "Lugten af en kopimaskine",
    "Enogfyrre små paraplyer",
    "Det, tandlægen sagde",
    "En ske, der fortryder",
    "En, der hedder Flemming",
    "Lidt mindre af det hele, tak",
    "Den lange vej hjem",
    "Et hjemsøgt regneark",
    "To duer i en frakke",
    "Bare lyden af en printer",
];

impl Bots<Self> for LastWord {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        let usual = match state.stage {
            Stage::Write(_) => WRITING,
            Stage::Vote(_) => VOTING,
            _ => return None,
        };
        Some(delay_ms(&usual, Self::row(state).length(state)))
    }

    fn next_move(&self, seen: &Snapshot<View>, you: &You, _tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let (phase, view) = (seen.phase.as_ref()?, seen.view.as_ref()?);
        match phase.name.as_str() {
            "write" => {
                let open = you.prompts.iter().find(|prompt| prompt.answer.is_none())?;
                let phrases = match view.language {
                    Language::English => &ENGLISH,
                    Language::Danish => &DANISH,
                };
                let text = phrases.choose(rng)?;
                Some(Move { kind: "answer.submit", data: json!({ "prompt_id": open.prompt_id, "text": text }) })
            }
            "vote" if you.votes_left > 0 => {
                let ids = view.options.iter().map(|option| &option.option_id);
                let others = ids.filter(|id| you.own_option.as_ref() != Some(id));
                let option_id = others.choose(rng)?;
                let prompt_id = view.prompt_id.as_ref()?;
                Some(Move { kind: "vote.submit", data: json!({ "prompt_id": prompt_id, "option_id": option_id }) })
            }
            _ => None,
        }
    }
}
