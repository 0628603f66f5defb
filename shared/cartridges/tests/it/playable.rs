//! What the laws need to know of a driver beyond the trait: how to play it, and what it keeps
//! secret until when.

use serde_json::{Value, json};
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::{GameDriver, Secret},
    ids::PlayerId,
    manifest::Manifest,
};

use crate::{
    declared,
    world::{RecordedEvent, World},
};

/// A driver the laws can be tested on. What a driver declares is enough to play it at random and to
/// know its secrets; a cartridge that wants to be played better, or looked at more sharply, says how.
pub trait Playable: GameDriver<View: PartialEq + std::fmt::Debug> + Sized {
    /// A configuration with short phases; every `pick` may give another. Pick 0 has the defaults, but
    /// for the times.
    fn config(pick: u32) -> Value {
        declared::config(&Manifest::of::<Self>(), pick)
    }

    /// Something the player at the table may try now, sensible more often than not.
    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value) {
        declared::action(world, player, pick)
    }

    /// What nobody (or one player alone) may read after this much of the log.
    fn secrets_now(world: &World<Self>, _log: &[RecordedEvent]) -> Vec<Secret> {
        world.state().map(|state| Self::secrets(&state)).unwrap_or_default()
    }

    /// Looks for a leak that is no text by itself, such as who wrote what.
    fn audit(_log: &[RecordedEvent], _shown: &Value, _viewer: Option<&PlayerId>) -> Result<(), String> {
        Ok(())
    }
}

/// What the platform would load: a few more questions than needed, each text unmistakable.
pub fn content(need: &ContentNeed) -> Content {
    let ContentNeed::Questions { count, .. } = *need else { return Content::None };
    let question = |n: u32| Question {
        id: format!("question-{n}"),
        kind: QuestionKind::Blank,
        prompt: format!("Prompt {n}: the word is ____."),
        answer: word(n * 10),
        aliases: vec![word(n * 10 + 1)],
        decoys: (2..7).map(|d| word(n * 10 + d)).collect(),
        category: "Words".into(),
        explanation: Some(format!("Because {}.", word(n * 10 + 8))),
        source: Some(format!("Source {}.", word(n * 10 + 9))),
    };
    Content::Questions((0..u32::try_from(count).unwrap() + 3).map(question).collect())
}

/// A made-up word, far from every other by any measure of likeness.
pub fn word(n: u32) -> String {
    let mut bits = (u64::from(n) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut syllable = || {
        bits = bits.rotate_left(23).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let letter = |set: &[u8], by: u32| char::from(set[(bits >> by) as usize % set.len()]);
        [letter(b"bdfgklmnprtvz", 20), letter(b"aeiou", 40)]
    };
    (0..6).flat_map(|_| syllable()).collect()
}

/// The action's JSON.
pub fn action(kind: &str, data: Value) -> (String, Value) {
    (kind.to_owned(), data)
}

/// An action no game knows, or none can read.
pub fn nonsense(pick: u32) -> (String, Value) {
    match pick % 3 {
        0 => action("no.such.thing", json!({})),
        1 => action("lie.submit", json!({"text": 5})),
        _ => action("note.write", json!([])),
    }
}
