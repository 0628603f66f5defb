//! What the laws need to know of a driver beyond the trait: how to play it, and what it keeps
//! secret until when.

use serde_json::{Value, json};
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::GameDriver,
    ids::PlayerId,
};

use crate::world::{Told, World};

/// A driver the laws can be tested on. A new cartridge needs one of these and its line in
/// [`every_driver`].
pub trait Playable: GameDriver<View: PartialEq + std::fmt::Debug> {
    /// A configuration with short phases; every `pick` may give another.
    fn config(pick: u32) -> Value;

    /// Something the player at the table may try now, sensible more often than not.
    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value)
    where
        Self: Sized;

    /// What nobody (or one player alone) may read after this much of the log.
    fn secrets(world: &World<Self>, log: &[Told]) -> Vec<Secret>
    where
        Self: Sized;

    /// Looks for a leak that is no text by itself, such as who wrote what.
    fn audit(_log: &[Told], _shown: &Value, _viewer: Option<&PlayerId>) -> Result<(), String> {
        Ok(())
    }
}

/// A text that must not be found where it does not belong.
#[derive(Debug)]
pub struct Secret {
    /// The text.
    pub text: String,
    /// Who alone may read it.
    pub of: Option<PlayerId>,
}

impl Secret {
    pub fn from_all(text: &str) -> Self {
        Self { text: text.to_owned(), of: None }
    }

    pub fn of(player: &PlayerId, text: &str) -> Self {
        Self { text: text.to_owned(), of: Some(player.clone()) }
    }
}

/// Runs a law over every driver there is. `the_registry_is_covered` fails when one is missing.
macro_rules! every_driver {
    ($law:ident) => {
        #[test]
        fn notes() {
            $law::<$crate::notes::Notes>();
        }

        #[test]
        fn fib() {
            $law::<wpp_game::cartridges::fib::Fib>();
        }

        #[test]
        fn air_guitar() {
            $law::<wpp_game::cartridges::air_guitar::AirGuitar>();
        }
    };
}
pub(crate) use every_driver;

#[test]
fn the_registry_is_covered() {
    let builtin = wpp_game::registry::Registry::builtin();
    assert_eq!(
        builtin.kinds().collect::<Vec<_>>(),
        ["air_guitar", "fib"],
        "a new cartridge belongs into every_driver!"
    );
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
