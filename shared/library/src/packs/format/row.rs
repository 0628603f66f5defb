//! Rows of a file: a valid question, or every fault of it. All texts and lists of a row are bounded here.

use wpp_game::{
    content::{
        QuestionKind,
        form::{MAX_LIST, MAX_WORDS},
        rules::{Draft, DraftError, ValidDraft},
    },
    text::Key,
};

use super::{
    Defaults,
    error::excerpt,
    marks::{self, Cleaned},
};

/// Maximum bytes of a text. Longer texts are refused without further checks; the rules allow 300 graphemes.
const MAX_BYTES: usize = 8 * 1024;

/// Maximum number of spellings of an answer that are compared. Further ones are dropped.
const MAX_SPELLINGS: usize = 5 * MAX_LIST;

/// Maximum number of faults in the report of one row.
const MAX_FAULTS: usize = 10;

/// Every code of a fault that a reader finds in a row or in its picture or sound, with the parameters of its message.
/// The rules in [`wpp_game::content::rules`] have further codes.
pub const ROW_CODES: [(&str, &[&str]); 22] = [
    ("unreadable", &["found"]),
    ("missing_field", &["name"]),
    ("unknown_field", &["name"]),
    ("duplicate_field", &["name"]),
    ("surplus_cells", &["cells", "headings"]),
    ("row_in_one_cell", &[]),
    ("too_long", &["most"]),
    ("direction_mark", &["mark"]),
    ("marks", &[]),
    ("no_answer", &[]),
    ("no_such_option", &[]),
    ("no_wrong_answers", &[]),
    ("unsupported_type", &["found"]),
    ("no_options", &[]),
    ("incomplete_card", &[]),
    ("several_gaps", &[]),
    ("media_missing", &[]),
    ("media_too_large", &["most"]),
    ("media_unknown", &[]),
    ("media_damaged", &[]),
    ("picture_too_large", &["most"]),
    ("sound_too_long", &[]),
];

/// The result for one row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, from 1.
    pub number: usize,
    /// Line on which the row begins, from 1. Row of the sheet for a workbook.
    pub line: usize,
    /// Beginning of the row, so that a person can find it.
    pub excerpt: String,
    /// Key of the question in the file.
    pub key: Option<String>,
    /// The question, or every fault of it.
    pub question: Result<ValidDraft, Vec<DraftError>>,
}

impl Row {
    /// Validates a question.
    pub(super) fn new(number: usize, line: usize, key: Option<String>, draft: Draft) -> Self {
        Self::with_faults(number, line, key, draft, Vec::new())
    }

    /// Validates a question that already has `faults`.
    pub(super) fn with_faults(
        number: usize,
        line: usize,
        key: Option<String>,
        mut draft: Draft,
        mut faults: Vec<DraftError>,
    ) -> Self {
        let shown = excerpt(draft.prompt.get(..floor_boundary(&draft.prompt, MAX_BYTES)).unwrap_or_default());
        faults.extend(prepare(&mut draft));
        let question = match (faults.is_empty(), draft.check()) {
            (true, Ok(valid)) => Ok(valid),
            (_, Ok(_)) => Err(faults),
            (_, Err(found)) => {
                // A fault of the preparation is more precise than one of the rules for the same field.
                let more: Vec<DraftError> =
                    found.into_iter().filter(|fault| faults.iter().all(|known| known.field != fault.field)).collect();
                faults.extend(more);
                faults.truncate(MAX_FAULTS);
                Err(faults)
            }
        };
        Self { number, line, excerpt: shown, key, question }
    }

    /// Creates a refused row with one fault.
    pub(super) fn refused(number: usize, line: usize, text: &str, code: &'static str, message: String) -> Self {
        Self::with_fault(number, line, text, fault("", code, message))
    }

    /// Creates a refused row with this fault.
    pub(super) fn with_fault(number: usize, line: usize, text: &str, fault: DraftError) -> Self {
        Self { number, line, excerpt: excerpt(text), key: None, question: Err(vec![fault]) }
    }
}

/// Creates a fault of a row.
pub(super) fn fault(field: &str, code: &'static str, message: impl Into<String>) -> DraftError {
    debug_assert!(ROW_CODES.iter().any(|(known, _)| *known == code), "{code} is not listed");
    DraftError::new(field, code, message)
}

/// Returns a question without texts.
pub(super) fn blank(defaults: &Defaults) -> Draft {
    Draft { family_friendly: defaults.family_friendly, ..Draft::default() }
}

/// Removes harmless marks, bounds lists and texts, and returns the faults that the rules do not find.
fn prepare(draft: &mut Draft) -> Vec<DraftError> {
    let mut faults = Vec::new();
    drop_known_spellings(draft);
    // One more than allowed, so that the rules still report the surplus.
    for texts in [&mut draft.decoys, &mut draft.aliases, &mut draft.more_answers] {
        texts.truncate(MAX_LIST + 1);
    }
    draft.words.truncate(MAX_WORDS + 1);
    text(&mut faults, "prompt", &mut draft.prompt);
    text(&mut faults, "answer", &mut draft.answer);
    for (at, answer) in draft.more_answers.iter_mut().enumerate() {
        text(&mut faults, &format!("more_answers[{at}]"), answer);
    }
    for (at, alias) in draft.aliases.iter_mut().enumerate() {
        text(&mut faults, &format!("aliases[{at}]"), alias);
    }
    for (at, decoy) in draft.decoys.iter_mut().enumerate() {
        text(&mut faults, &format!("decoys[{at}]"), decoy);
    }
    for (at, word) in draft.words.iter_mut().enumerate() {
        text(&mut faults, &format!("words[{at}]"), word);
    }
    text(&mut faults, "category", &mut draft.category);
    for (field, optional) in
        [("explanation", &mut draft.explanation), ("source", &mut draft.source), ("language", &mut draft.language)]
    {
        if let Some(given) = optional {
            text(&mut faults, field, given);
        }
    }
    faults
}

/// Removes the spellings that equal the answer or another spelling. Files of other programs list capitals, articles and
/// accents that the games ignore anyway.
fn drop_known_spellings(draft: &mut Draft) {
    if draft.aliases.is_empty() {
        return;
    }
    draft.aliases.truncate(MAX_SPELLINGS);
    let mut known = vec![Key::of(&draft.answer)];
    draft.aliases.retain(|alias| {
        // The rules report empty texts and those that are too long.
        if alias.trim().is_empty() || alias.len() > MAX_BYTES {
            return true;
        }
        let key = Key::of(alias);
        let is_new = !known.contains(&key);
        known.push(key);
        is_new
    });
}

fn text(faults: &mut Vec<DraftError>, field: &str, text: &mut String) {
    if text.len() > MAX_BYTES {
        text.truncate(floor_boundary(text, 64));
        faults.push(fault(field, "too_long", "the text is much too long; shorten it"));
        return;
    }
    match marks::clean(text) {
        Cleaned::Unchanged => {}
        Cleaned::Changed(clean) => *text = clean,
        Cleaned::Direction(mark) => {
            let mark = format!("U+{:04X}", u32::from(mark));
            let message = format!("the invisible direction mark {mark} has no counterpart; remove it");
            faults.push(fault(field, "direction_mark", message).with("mark", mark));
        }
        Cleaned::TooManyMarks => {
            text.truncate(floor_boundary(text, 64));
            faults.push(fault(field, "marks", "a letter has more than four accents or marks; remove them"));
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Phrases of a prompt that refers to its options. Such a question needs its options on the screen.
const POINTING: [&str; 18] = [
    "of these",
    "of the following",
    "the following",
    "which one of",
    "except",
    " not ",
    "true or false",
    "listed",
    "out of the",
    "among these",
    "from these",
    "af disse",
    "blandt disse",
    "følgende",
    "undtagen",
    "sandt eller falsk",
    " ikke ",
    "nævnte",
];

/// Returns the kind of a question that was written with its options.
pub(super) fn kind_with_options(prompt: &str, is_true_false: bool) -> QuestionKind {
    let words = format!(" {} ", prompt.to_lowercase());
    if is_true_false || POINTING.iter().any(|pointing| words.contains(pointing)) {
        QuestionKind::Choice
    } else if prompt.contains("__") && prompt.split("__").filter(|part| !part.trim_matches('_').is_empty()).count() <= 2
    {
        QuestionKind::Blank
    } else {
        QuestionKind::Open
    }
}

/// Creates the row of a question with options. With several correct ones, the question has the kind `several`.
pub(super) fn with_options(
    number: usize,
    line: usize,
    mut draft: Draft,
    options: Vec<String>,
    correct: &[usize],
) -> Row {
    let mut correct: Vec<usize> = correct.to_vec();
    correct.sort_unstable();
    correct.dedup();
    let refused = |code, message: &str| Row::refused(number, line, &draft.prompt, code, message.to_owned());
    match correct.as_slice() {
        [] => return refused("no_answer", "no option is marked as correct; mark one"),
        all if all.iter().any(|at| *at >= options.len()) => {
            return refused("no_such_option", "the correct answer names an option that is empty; correct the number");
        }
        [_] => {}
        _ => draft.kind = Some(QuestionKind::Several),
    }
    if options.len() <= correct.len() {
        return refused("no_wrong_answers", "the question has no wrong answer; add at least one");
    }
    if draft.kind.is_none() {
        draft.kind = Some(kind_with_options(&draft.prompt, is_true_false(&options)));
    }
    for (at, option) in options.into_iter().enumerate() {
        if correct.first() == Some(&at) {
            draft.answer = option;
        } else if correct.contains(&at) {
            draft.more_answers.push(option);
        } else {
            draft.decoys.push(option);
        }
    }
    Row::new(number, line, None, draft)
}

/// Returns whether the options are "true" and "false" in a known language.
fn is_true_false(options: &[String]) -> bool {
    let parsed: Vec<Option<bool>> = options.iter().map(|option| super::words::truth(option)).collect();
    parsed.len() == 2 && parsed.contains(&Some(true)) && parsed.contains(&Some(false))
}
