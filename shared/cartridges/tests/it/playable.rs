//! Random play of a driver, for the laws.

use serde_json::{Value, json};
use wpp_game::{
    content::{Content, ContentNeed, Media, Question, QuestionKind},
    driver::{GameDriver, Secret},
    ids::PlayerId,
};

use crate::{
    declared,
    world::{RecordedEvent, World},
};

/// A driver that the tests can play at random. The defaults use the driver's declarations; a game can
/// override them for better coverage or stricter checks.
pub trait Playable: GameDriver<View: PartialEq + std::fmt::Debug> + Sized {
    /// Codes of rejections that a bot cannot foresee, such as that of a text that is too close to a secret.
    const BOT_REJECTIONS: &'static [&'static str] = &[];

    /// Returns a configuration with short phases, chosen by `pick`. Pick 0 has default values except times.
    fn config(pick: u32) -> Value {
        declared::config::<Self>(pick)
    }

    /// Returns an action that the player may try now, usually a sensible one.
    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value) {
        declared::action(world, player, pick)
    }

    /// Returns the texts that must not reach everybody after these events.
    fn secrets_now(world: &World<Self>, _log: &[RecordedEvent]) -> Vec<Secret> {
        world.state().map(|state| Self::secrets(&state)).unwrap_or_default()
    }

    /// Looks for leaks that are not texts, such as the author of an option.
    fn audit(_log: &[RecordedEvent], _shown: &Value, _viewer: Option<&PlayerId>) -> Result<(), String> {
        Ok(())
    }
}

/// Returns slightly more questions than needed, with distinctive texts.
pub fn content(need: &ContentNeed) -> Content {
    let (count, kinds) = match *need {
        ContentNeed::None => return Content::None,
        ContentNeed::Questions { count, kinds, .. } => (count, kinds),
        ContentNeed::Items { count, spare, kinds, .. } => (count + spare, kinds),
    };
    let question = |n: u32| of_kind(n, kinds[n as usize % kinds.len()]);
    Content::Questions((0..u32::try_from(count).unwrap() + 3).map(question).collect())
}

/// Returns a question of this kind. Kinds with a gap or options have the same texts, so that a game is the same
/// whichever of them it accepts.
fn of_kind(n: u32, kind: QuestionKind) -> Question {
    let blank = Question {
        id: format!("question-{n}"),
        prompt: format!("Prompt {n}: the word is ____."),
        answer: word(n * 10),
        aliases: vec![word(n * 10 + 1)],
        decoys: (2..7).map(|d| word(n * 10 + d)).collect(),
        category: "Words".into(),
        explanation: Some(format!("Because {}.", word(n * 10 + 8))),
        source: Some(format!("Source {}.", word(n * 10 + 9))),
        ..Question::default()
    };
    if QuestionKind::WITH_DECOYS.contains(&kind) {
        return blank;
    }
    let Question { answer, aliases, decoys, .. } = blank.clone();
    if !kind.form().has_details {
        // Other words than those that people write, which are secret for a while.
        let prompt = format!("A {} with a {}", word(500_000 + 2 * n), word(500_001 + 2 * n));
        let (answer, words) = match kind {
            QuestionKind::Pair => (word(600_000 + n), Vec::new()),
            QuestionKind::WordList => (String::new(), (0..5).map(|at| word(700_000 + 5 * n + at)).collect()),
            _ => (String::new(), Vec::new()),
        };
        // The title of a picture is secret for a while, like the other texts.
        let (prompt, media) = match kind {
            QuestionKind::Picture => {
                let file = format!("{:064x}.png", u64::from(n) + 0x00c0_ffee_0000);
                (word(800_000 + n), Some(Media { file, alt: format!("A {}", word(900_000 + n)) }))
            }
            _ => (prompt, None),
        };
        return Question { id: blank.id, kind, prompt, answer, words, media, ..Question::default() };
    }
    let other = Question {
        kind,
        points: n % 3,
        time_limit_s: n.is_multiple_of(4).then_some(6),
        answer: String::new(),
        aliases: Vec::new(),
        decoys: Vec::new(),
        ..blank
    };
    match kind {
        QuestionKind::TrueFalse => Question { answer: n.is_multiple_of(2).to_string(), ..other },
        QuestionKind::Several => {
            Question { answer, more_answers: vec![word(n * 10 + 1), word(n * 10 + 7)], decoys, ..other }
        }
        QuestionKind::Typed => Question { answer, aliases, ..other },
        QuestionKind::Number => Question { answer: (987_654_000 + n).to_string(), ..other },
        QuestionKind::Order => Question { answer, more_answers: decoys, ..other },
        QuestionKind::Poll => Question { decoys, ..other },
        _ => other,
    }
}

/// Returns an artificial word that resembles no other.
pub fn word(n: u32) -> String {
    let mut bits = (u64::from(n) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut syllable = || {
        bits = bits.rotate_left(23).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let letter = |set: &[u8], by: u32| char::from(set[(bits >> by) as usize % set.len()]);
        [letter(b"bdfgklmnprtvz", 20), letter(b"aeiou", 40)]
    };
    (0..6).flat_map(|_| syllable()).collect()
}

/// Returns the settings of a game with varied common ones: latecomers, early ends of phases and timers.
pub fn with_common_settings(pick: u32, mut settings: Value) -> Value {
    settings["late_join"] = json!(pick % 4 < 2);
    settings["all_in_advances"] = json!(!pick.is_multiple_of(5));
    settings["timers"] = json!(["on", "extended", "off"][pick as usize / 2 % 3]);
    settings
}

/// Returns an action.
pub fn action(kind: &str, data: Value) -> (String, Value) {
    (kind.to_owned(), data)
}

/// Returns an unknown action, or a declared one with malformed data.
pub fn nonsense<D: GameDriver>(pick: u32) -> (String, Value) {
    let declared = D::ACTIONS.get((pick / 3) as usize % D::ACTIONS.len().max(1));
    match (pick % 3, declared) {
        (1, Some(declared)) => {
            let fields = declared.fields.iter().map(|field| (field.name.to_owned(), json!({})));
            action(declared.kind, Value::Object(fields.collect()))
        }
        (2, Some(declared)) => action(declared.kind, json!([])),
        _ => action("no.such.thing", json!({})),
    }
}
