//! The rules that a stored question satisfies.
//!
//! Every import (the editor, files, the command line) uses these rules. The browser's editor implements
//! the same rules, so that it can report errors during typing. Both implementations are tested against
//! `shared/game/tests/cases/questions.json`.

use std::{collections::BTreeMap, fmt, ops::RangeInclusive};

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use utoipa::ToSchema;

use super::QuestionKind;
use crate::text::{BadText, Key, clean};

/// The marker of a gap.
pub const GAP: &str = "____";

/// Maximum length of an answer, alias or decoy in graphemes. Lies have the same limit, so that the length
/// does not reveal the truth.
pub const MAX_TEXT: usize = 80;

/// Allowed number of decoys.
pub const DECOYS: RangeInclusive<usize> = 1..=20;

/// Maximum number of aliases.
pub const MAX_ALIASES: usize = 20;

const PROMPT: RangeInclusive<usize> = 5..=300;
const TEXT: RangeInclusive<usize> = 1..=MAX_TEXT;
const CATEGORY: RangeInclusive<usize> = 0..=40;
const SENTENCE: RangeInclusive<usize> = 0..=300;
const LANGUAGE: RangeInclusive<usize> = 2..=35;

/// An unchecked question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The kind; defaults to `blank` if the prompt has a gap, and to `open` otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// The prompt, 5–300 characters. A `blank` has one gap, written as `____`.
    pub prompt: String,
    /// The correct answer, 1–80 characters.
    pub answer: String,
    /// Other spellings of the answer, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible wrong answers, 1–20; four or more are recommended.
    #[serde(default)]
    pub decoys: Vec<String>,
    /// A word or two shown above the prompt, up to 40 characters.
    #[serde(default)]
    pub category: String,
    /// The language as a BCP 47 tag, if it differs from the pack's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether the question is suitable for children.
    #[serde(default)]
    pub family_friendly: bool,
    /// Explanation in one sentence, shown after the reveal, up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact, up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A cleaned and valid draft, which may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidDraft {
    /// The kind of the question.
    pub kind: QuestionKind,
    /// The cleaned texts.
    pub draft: Draft,
}

/// One error of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Fault)]
pub struct DraftError {
    /// The field, such as `answer` or `decoys[2]`; indices start at 0.
    pub field: String,
    /// Stable `snake_case` code of the violated rule.
    pub code: &'static str,
    /// Values for a translated message, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<&'static str, String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Every code of the rules, with the parameters of its message.
pub const RULE_CODES: [(&str, &[&str]); 14] = [
    ("empty", &[]),
    ("too_short", &["least"]),
    ("too_long", &["most"]),
    ("marks", &[]),
    ("control", &[]),
    ("language", &[]),
    ("answer_in_prompt", &[]),
    ("no_gap", &[]),
    ("many_gaps", &[]),
    ("too_few", &[]),
    ("too_many", &["most"]),
    ("alias_twice", &[]),
    ("decoy_is_answer", &[]),
    ("decoy_twice", &[]),
];

impl DraftError {
    /// Creates an error without parameters. `code` is one of [`RULE_CODES`], or belongs to the reader of a file.
    #[must_use]
    pub fn new(field: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code, params: BTreeMap::new(), message: message.into() }
    }

    /// Adds a value for translated messages.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }
}

impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

impl Draft {
    /// Cleans every text and checks the rules.
    ///
    /// # Errors
    /// All errors, in the order of the fields.
    pub fn check(mut self) -> Result<ValidDraft, Vec<DraftError>> {
        let mut errors = Errors::default();
        clean_text(&mut errors, "prompt", &mut self.prompt, PROMPT);
        self.prompt = normalise_gaps(&self.prompt);
        clean_text(&mut errors, "answer", &mut self.answer, TEXT);
        for (at, alias) in self.aliases.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("aliases[{at}]"), alias, TEXT);
        }
        for (at, decoy) in self.decoys.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("decoys[{at}]"), decoy, TEXT);
        }
        clean_text(&mut errors, "category", &mut self.category, CATEGORY);
        optional(&mut errors, "explanation", &mut self.explanation, SENTENCE);
        optional(&mut errors, "source", &mut self.source, SENTENCE);
        language(&mut errors, &mut self.language);

        let gaps = self.prompt.matches(GAP).count();
        let kind = self.kind.unwrap_or(if gaps == 0 { QuestionKind::Open } else { QuestionKind::Blank });
        prompt(&mut errors, kind, gaps, &self);
        aliases(&mut errors, &self);
        decoys(&mut errors, kind, &self);
        self.kind = Some(kind);
        if errors.list.is_empty() { Ok(ValidDraft { kind, draft: self }) } else { Err(errors.list) }
    }
}

#[derive(Default)]
struct Errors {
    list: Vec<DraftError>,
}

impl Errors {
    fn add(&mut self, field: &str, code: &'static str, message: impl Into<String>) {
        self.push(DraftError::new(field, code, message));
    }

    fn push(&mut self, error: DraftError) {
        debug_assert!(RULE_CODES.iter().any(|(code, _)| *code == error.code), "{} is not listed", error.code);
        self.list.push(error);
    }
}

/// Replaces a text by its cleaned form, or adds an error.
fn clean_text(errors: &mut Errors, field: &str, text: &mut String, bounds: RangeInclusive<usize>) {
    let (least, most) = (*bounds.start(), *bounds.end());
    match clean(text, most) {
        Ok(cleaned) => {
            *text = cleaned;
            // `clean` has already rejected texts that are too long.
            if least > 1 && text.graphemes(true).count() < least {
                let message = format!("write at least {least} characters");
                errors.push(DraftError::new(field, "too_short", message).with("least", least));
            }
        }
        Err(BadText::Empty) if least == 0 => text.clear(),
        Err(BadText::Empty) => errors.add(field, "empty", "this text is empty; write at least one character"),
        Err(BadText::TooLong { .. }) => {
            let message = format!("this text is too long: use at most {most} characters");
            errors.push(DraftError::new(field, "too_long", message).with("most", most));
        }
        Err(BadText::Marks) => errors.add(field, "marks", BadText::Marks.to_string()),
        Err(bad @ (BadText::Control | BadText::Direction(_))) => errors.add(field, "control", bad.to_string()),
    }
}

fn optional(errors: &mut Errors, field: &str, text: &mut Option<String>, bounds: RangeInclusive<usize>) {
    if let Some(given) = text {
        clean_text(errors, field, given, bounds);
        if given.is_empty() {
            *text = None;
        }
    }
}

fn language(errors: &mut Errors, tag: &mut Option<String>) {
    if let Some(given) = tag.take().map(|given| given.trim().to_owned()).filter(|given| !given.is_empty()) {
        if !is_language(&given) {
            errors.add("language", "language", "write a language tag such as en, da or pt-BR");
        }
        *tag = Some(given);
    }
}

/// Returns whether a text has the form of a BCP 47 tag such as `en` or `pt-BR`.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let word = |part: &str, bounds: RangeInclusive<usize>| {
        bounds.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = parts.next().is_some_and(|part| word(part, 2..=3) && part.bytes().all(|b| b.is_ascii_lowercase()));
    LANGUAGE.contains(&tag.len()) && first && parts.all(|part| word(part, 1..=8))
}

/// Replaces every run of two or more underscores by [`GAP`].
fn normalise_gaps(prompt: &str) -> String {
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

fn prompt(errors: &mut Errors, kind: QuestionKind, gaps: usize, draft: &Draft) {
    match (kind, gaps) {
        (QuestionKind::Blank, 1) => {
            let words = |text: &str| format!(" {} ", Key::of(text).as_str());
            let revealed = !draft.answer.is_empty() && words(&draft.prompt).contains(&words(&draft.answer));
            if revealed {
                errors.add("prompt", "answer_in_prompt", "the prompt contains the answer; rephrase it");
            }
        }
        (QuestionKind::Blank, 0) => errors.add("prompt", "no_gap", format!("write the gap as {GAP}")),
        (QuestionKind::Open | QuestionKind::Choice, 0 | 1) => {}
        _ => errors.add("prompt", "many_gaps", "the prompt has several gaps; keep one"),
    }
}

fn aliases(errors: &mut Errors, draft: &Draft) {
    if draft.aliases.len() > MAX_ALIASES {
        let message = format!("there are too many other spellings; keep at most {MAX_ALIASES}");
        errors.push(DraftError::new("aliases", "too_many", message).with("most", MAX_ALIASES));
        return;
    }
    let mut seen = vec![Key::of(&draft.answer)];
    for (at, alias) in draft.aliases.iter().enumerate() {
        let key = Key::of(alias);
        if !alias.is_empty() && seen.contains(&key) {
            errors.add(
                &format!("aliases[{at}]"),
                "alias_twice",
                "this equals the answer or another spelling; remove it",
            );
        }
        seen.push(key);
    }
}

/// Checks the decoys. In games where people write answers, no decoy may resemble the truth or another
/// decoy. If the options are always shown, it is enough that they differ.
fn decoys(errors: &mut Errors, kind: QuestionKind, draft: &Draft) {
    let (least, most) = (*DECOYS.start(), *DECOYS.end());
    match draft.decoys.len() {
        few if few < least => return errors.add("decoys", "too_few", "write at least one plausible lie"),
        many if many > most => {
            let message = format!("there are too many decoys; keep at most {most}");
            return errors.push(DraftError::new("decoys", "too_many", message).with("most", most));
        }
        _ => {}
    }
    let same = |one: &Key, other: &Key| if kind == QuestionKind::Choice { one == other } else { one.near(other) };
    let truths: Vec<Key> = std::iter::once(&draft.answer).chain(&draft.aliases).map(|text| Key::of(text)).collect();
    let mut seen: Vec<Key> = Vec::new();
    for (at, decoy) in draft.decoys.iter().enumerate().filter(|(_, decoy)| !decoy.is_empty()) {
        let key = Key::of(decoy);
        if truths.iter().any(|truth| same(truth, &key)) {
            errors.add(&format!("decoys[{at}]"), "decoy_is_answer", "this equals the answer; write a wrong answer");
        } else if seen.iter().any(|other| same(other, &key)) {
            errors.add(&format!("decoys[{at}]"), "decoy_twice", "this equals another decoy; write a different one");
        }
        seen.push(key);
    }
}
