//! What a question has to be before it may be kept.
//!
//! One place for every way in (the editor, a file, the command line). The editor in the browser
//! holds the same rules a second time, so that it can speak while one types; both are tested
//! against the cases in `shared/game/tests/cases/questions.json`.

use std::{fmt, ops::RangeInclusive};

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use utoipa::ToSchema;

use super::QuestionKind;
use crate::text::{BadText, Key, clean};

/// How a gap is written.
pub const GAP: &str = "____";

/// Graphemes of an answer, an alias or a decoy at most: what a lie may have, so that the length
/// gives nothing away.
pub const MAX_TEXT: usize = 80;

/// Decoys a question has.
pub const DECOYS: RangeInclusive<usize> = 1..=20;

/// Aliases a question has at most.
pub const MAX_ALIASES: usize = 20;

const PROMPT: RangeInclusive<usize> = 5..=300;
const TEXT: RangeInclusive<usize> = 1..=MAX_TEXT;
const CATEGORY: RangeInclusive<usize> = 0..=40;
const SENTENCE: RangeInclusive<usize> = 0..=300;
const LANGUAGE: RangeInclusive<usize> = 2..=35;

/// A question as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What it asks of the players; without it, `blank` if the prompt has a gap and `open` if not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// What people read, 5–300 characters. A `blank` has one gap, written as `____`.
    pub prompt: String,
    /// The truth, 1–80 characters.
    pub answer: String,
    /// Other spellings of the answer, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible lies, 1–20; four or more make a fuller table.
    #[serde(default)]
    pub decoys: Vec<String>,
    /// A word or two shown above the prompt, up to 40 characters.
    #[serde(default)]
    pub category: String,
    /// The question's language as a BCP 47 tag, where it is not its pack's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Fit for children.
    #[serde(default)]
    pub family_friendly: bool,
    /// One sentence told after the reveal, up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Where the fact can be checked, up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A draft that was tidied and found sound: what may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// What it asks of the players.
    pub kind: QuestionKind,
    /// The texts, tidy.
    pub draft: Draft,
}

/// One thing that is wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// The field, such as `answer` or `decoys[2]`, counted from 0.
    pub field: String,
    /// The rule, as a stable `snake_case` word.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

impl Draft {
    /// Tidies every text and checks it against the rules.
    ///
    /// # Errors
    /// Every fault there is, in the order of the fields.
    pub fn check(mut self) -> Result<Sound, Vec<Fault>> {
        let mut faults = Faults::default();
        tidy(&mut faults, "prompt", &mut self.prompt, PROMPT);
        self.prompt = one_length_of_gap(&self.prompt);
        tidy(&mut faults, "answer", &mut self.answer, TEXT);
        for (at, alias) in self.aliases.iter_mut().enumerate() {
            tidy(&mut faults, &format!("aliases[{at}]"), alias, TEXT);
        }
        for (at, decoy) in self.decoys.iter_mut().enumerate() {
            tidy(&mut faults, &format!("decoys[{at}]"), decoy, TEXT);
        }
        tidy(&mut faults, "category", &mut self.category, CATEGORY);
        optional(&mut faults, "explanation", &mut self.explanation, SENTENCE);
        optional(&mut faults, "source", &mut self.source, SENTENCE);
        language(&mut faults, &mut self.language);

        let gaps = self.prompt.matches(GAP).count();
        let kind = self.kind.unwrap_or(if gaps == 0 { QuestionKind::Open } else { QuestionKind::Blank });
        prompt(&mut faults, kind, gaps, &self);
        aliases(&mut faults, &self);
        decoys(&mut faults, kind, &self);
        self.kind = Some(kind);
        if faults.0.is_empty() { Ok(Sound { kind, draft: self }) } else { Err(faults.0) }
    }
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: &str, code: &'static str, message: impl Into<String>) {
        self.0.push(Fault { field: field.to_owned(), code, message: message.into() });
    }
}

/// Puts the tidied text in the text's place, if it can be tidied.
fn tidy(faults: &mut Faults, field: &str, text: &mut String, bounds: RangeInclusive<usize>) {
    let (least, most) = (*bounds.start(), *bounds.end());
    match clean(text, most) {
        Ok(tidied) => {
            *text = tidied;
            // What is too long was refused by `clean`; graphemes are never more than scalars.
            if least > 1 && text.graphemes(true).count() < least {
                faults.add(field, "too_short", format!("write at least {least} characters"));
            }
        }
        Err(BadText::Empty) if least == 0 => text.clear(),
        Err(BadText::Empty) => faults.add(field, "empty", "there is nothing in it"),
        Err(BadText::TooLong { .. }) => faults.add(field, "too_long", format!("at most {most} characters fit")),
        Err(BadText::Control) => faults.add(field, "control", "it holds control characters"),
    }
}

fn optional(faults: &mut Faults, field: &str, text: &mut Option<String>, bounds: RangeInclusive<usize>) {
    if let Some(given) = text {
        tidy(faults, field, given, bounds);
        if given.is_empty() {
            *text = None;
        }
    }
}

fn language(faults: &mut Faults, tag: &mut Option<String>) {
    if let Some(given) = tag.take().map(|given| given.trim().to_owned()).filter(|given| !given.is_empty()) {
        if !is_language(&given) {
            faults.add("language", "language", "write a language tag such as en, da or pt-BR");
        }
        *tag = Some(given);
    }
}

/// Whether a text has the form of a BCP 47 tag such as `en` or `pt-BR`.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let word = |part: &str, bounds: RangeInclusive<usize>| {
        bounds.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = parts.next().is_some_and(|part| word(part, 2..=3) && part.bytes().all(|b| b.is_ascii_lowercase()));
    LANGUAGE.contains(&tag.len()) && first && parts.all(|part| word(part, 1..=8))
}

/// Whoever types a gap does not count its underscores.
fn one_length_of_gap(prompt: &str) -> String {
    let mut out = String::with_capacity(prompt.len());
    let mut rest = prompt;
    while let Some(at) = rest.find("__") {
        let (before, gap) = rest.split_at(at);
        out.push_str(before);
        out.push_str(GAP);
        rest = gap.trim_start_matches('_');
    }
    out + rest
}

fn prompt(faults: &mut Faults, kind: QuestionKind, gaps: usize, draft: &Draft) {
    match (kind, gaps) {
        (QuestionKind::Blank, 1) => {
            let words = |text: &str| format!(" {} ", Key::of(text).as_str());
            let told = !draft.answer.is_empty() && words(&draft.prompt).contains(&words(&draft.answer));
            if told {
                faults.add("prompt", "answer_in_prompt", "the prompt gives the answer away");
            }
        }
        (QuestionKind::Blank, 0) => faults.add("prompt", "no_gap", format!("write the gap as {GAP}")),
        (QuestionKind::Open | QuestionKind::Choice, 0 | 1) => {}
        _ => faults.add("prompt", "many_gaps", "one gap is enough"),
    }
}

fn aliases(faults: &mut Faults, draft: &Draft) {
    if draft.aliases.len() > MAX_ALIASES {
        faults.add("aliases", "too_many", format!("at most {MAX_ALIASES} other spellings fit"));
        return;
    }
    let mut seen = vec![Key::of(&draft.answer)];
    for (at, alias) in draft.aliases.iter().enumerate() {
        let said = Key::of(alias);
        if !alias.is_empty() && seen.contains(&said) {
            faults.add(&format!("aliases[{at}]"), "alias_twice", "it says what the answer or another spelling says");
        }
        seen.push(said);
    }
}

/// People who write answers must not meet a decoy that reads like the truth, or two that read
/// alike. Where the answers are shown anyway, it is enough that they differ.
fn decoys(faults: &mut Faults, kind: QuestionKind, draft: &Draft) {
    let (least, most) = (*DECOYS.start(), *DECOYS.end());
    match draft.decoys.len() {
        few if few < least => return faults.add("decoys", "too_few", "write at least one plausible lie"),
        many if many > most => return faults.add("decoys", "too_many", format!("at most {most} decoys fit")),
        _ => {}
    }
    let same = |one: &Key, other: &Key| if kind == QuestionKind::Choice { one == other } else { one.near(other) };
    let truths: Vec<Key> = std::iter::once(&draft.answer).chain(&draft.aliases).map(|text| Key::of(text)).collect();
    let mut seen: Vec<Key> = Vec::new();
    for (at, decoy) in draft.decoys.iter().enumerate().filter(|(_, decoy)| !decoy.is_empty()) {
        let said = Key::of(decoy);
        if truths.iter().any(|truth| same(truth, &said)) {
            faults.add(&format!("decoys[{at}]"), "decoy_is_answer", "it says what the answer says");
        } else if seen.iter().any(|other| same(other, &said)) {
            faults.add(&format!("decoys[{at}]"), "decoy_twice", "it says what another decoy says");
        }
        seen.push(said);
    }
}
