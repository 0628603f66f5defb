//! The rules that a stored question satisfies.
//!
//! Every import (the editor, files, the command line) uses these rules. The browser's editor implements
//! the same rules, so that it can report errors during typing. Both implementations are tested against
//! `shared/game/tests/cases/questions.json`.

mod parts;

use std::{collections::BTreeMap, fmt, ops::RangeInclusive};

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use utoipa::ToSchema;

pub use super::form::MAX_TEXT;
use super::{
    Difficulty, Media, MediaKind, QuestionKind,
    form::{AnswerForm, Bounds, MAX_SENTENCE, MAX_WORD},
};
use crate::text::{BadText, clean};

/// The marker of a gap.
pub const GAP: &str = "____";

/// Allowed factors of a question's points.
pub const POINTS: RangeInclusive<u32> = 0..=2;

/// Allowed seconds to answer a question.
pub const TIME_LIMIT_S: RangeInclusive<u32> = 5..=600;

const TEXT: RangeInclusive<usize> = 1..=MAX_TEXT;
const WORD: RangeInclusive<usize> = 1..=MAX_WORD;
const CATEGORY: RangeInclusive<usize> = 0..=40;
const SENTENCE: RangeInclusive<usize> = 0..=MAX_SENTENCE;
const LANGUAGE: RangeInclusive<usize> = 2..=35;

/// An unchecked question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The kind; defaults to `word_list` if there are words, to `blank` if the prompt has a gap, and to `open` otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// The prompt, 5–300 characters; up to 120 for `prompt`, 3–60 for `drawing`. A `blank` has one gap, written as
    /// `____`. The title of a `word_list`, 1–60 characters. One text of a `pair`, 1–80 characters. The title of a
    /// `picture`, up to 80 characters; may be empty.
    pub prompt: String,
    /// The correct answer, 1–80 characters. `true` or `false` for `true_false`, a number for `number`, the first
    /// item for `order`, the other text of a `pair`, empty for `poll`, `word_cloud`, `prompt`, `drawing`, `word_list`
    /// and `picture`.
    pub answer: String,
    /// The other right answers of `several` (up to 7), or the items of `order` after the first (2–7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_answers: Vec<String>,
    /// Other spellings of the answer, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible wrong answers, 1–20; four or more are recommended. The 2–8 options of a `poll`. Empty for
    /// all other kinds without options.
    #[serde(default)]
    pub decoys: Vec<String>,
    /// The 5–60 words of a `word_list`, up to 40 characters each; all different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
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
    /// Factor of the points: 0, 1 or 2. The default is 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub points: u32,
    /// Seconds to answer, 5–600, if they differ from the game's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_s: Option<u32>,
    /// How difficult the question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// The picture or the sound that belongs to the prompt. A `picture` needs a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: None,
            prompt: String::new(),
            answer: String::new(),
            more_answers: Vec::new(),
            aliases: Vec::new(),
            decoys: Vec::new(),
            words: Vec::new(),
            category: String::new(),
            language: None,
            family_friendly: false,
            explanation: None,
            source: None,
            points: one(),
            time_limit_s: None,
            difficulty: None,
            media: None,
        }
    }
}

/// Returns the usual factor of a question's points.
#[must_use]
pub fn one() -> u32 {
    1
}

/// Returns whether `factor` is the usual one, which files and messages leave out.
#[must_use]
pub fn is_one(factor: &u32) -> bool {
    *factor == 1
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
pub const RULE_CODES: [(&str, &[&str]); 26] = [
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
    ("unused", &[]),
    ("not_true_or_false", &[]),
    ("not_a_number", &[]),
    ("ambiguous_number", &[]),
    ("answer_twice", &[]),
    ("out_of_bounds", &["least", "most"]),
    ("media_name", &[]),
    ("alt_missing", &[]),
    ("word_twice", &[]),
    ("pair_of_equals", &[]),
    ("picture_missing", &[]),
    ("no_picture", &[]),
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
        let without_gap = if self.words.is_empty() { QuestionKind::Open } else { QuestionKind::WordList };
        let Bounds { min, max } = self.kind.unwrap_or(without_gap).form().prompt;
        clean_text(&mut errors, "prompt", &mut self.prompt, min..=max);
        self.prompt = normalise_gaps(&self.prompt);
        let gaps = self.prompt.matches(GAP).count();
        let has_gap = gaps > 0 && without_gap == QuestionKind::Open;
        let kind = self.kind.unwrap_or(if has_gap { QuestionKind::Blank } else { without_gap });
        let form = kind.form();
        let least = if form.answer == AnswerForm::None { 0 } else { *TEXT.start() };
        clean_text(&mut errors, "answer", &mut self.answer, least..=*TEXT.end());
        for (at, answer) in self.more_answers.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("more_answers[{at}]"), answer, TEXT);
        }
        for (at, alias) in self.aliases.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("aliases[{at}]"), alias, TEXT);
        }
        for (at, decoy) in self.decoys.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("decoys[{at}]"), decoy, TEXT);
        }
        for (at, word) in self.words.iter_mut().enumerate() {
            clean_text(&mut errors, &format!("words[{at}]"), word, WORD);
        }
        clean_text(&mut errors, "category", &mut self.category, CATEGORY);
        optional(&mut errors, "explanation", &mut self.explanation, SENTENCE);
        optional(&mut errors, "source", &mut self.source, SENTENCE);
        language(&mut errors, &mut self.language);
        in_bounds(&mut errors, "points", Some(self.points), POINTS);
        in_bounds(&mut errors, "time_limit_s", self.time_limit_s, TIME_LIMIT_S);
        media(&mut errors, &mut self.media);

        parts::prompt(&mut errors, form, gaps, &self);
        parts::answer(&mut errors, form, &self.prompt, &mut self.answer);
        parts::more_answers(&mut errors, form, &self);
        parts::aliases(&mut errors, form, &self);
        parts::decoys(&mut errors, form, &self);
        parts::words(&mut errors, form, &self);
        parts::details(&mut errors, form, &self);
        parts::media(&mut errors, form, self.media.as_ref());
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

fn media(errors: &mut Errors, media: &mut Option<Media>) {
    let Some(Media { file, alt }) = media else { return };
    let kind = MediaKind::of_file(file);
    if kind.is_none() {
        errors.add("media.file", "media_name", "no file of this server has this name; upload the file again");
    }
    clean_text(errors, "media.alt", alt, SENTENCE);
    if kind == Some(MediaKind::Picture) && alt.is_empty() {
        errors.add("media.alt", "alt_missing", "describe the picture for people who cannot see it");
    }
}

fn in_bounds(errors: &mut Errors, field: &str, number: Option<u32>, bounds: RangeInclusive<u32>) {
    if number.is_some_and(|number| !bounds.contains(&number)) {
        let (least, most) = (*bounds.start(), *bounds.end());
        let message = format!("write a number from {least} to {most}");
        errors.push(DraftError::new(field, "out_of_bounds", message).with("least", least).with("most", most));
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
